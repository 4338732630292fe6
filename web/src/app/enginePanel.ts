import type { EngineStatus } from '../engine/engine';
import { scoreDifference } from '../engine/scores';
import type { App } from '../page';
import { h } from '../ui/dom';
import { megabytes, seconds } from '../ui/figures';
import './enginePanel.css';

/** What the models are at, in a word; and on asking, in sentences. */
export function enginePanel({ status, models }: Pick<App, 'status' | 'models'>): readonly HTMLElement[] {
  const word = h('span', { class: 'engine-word' });
  const bar = h('progress', { class: 'engine-bar', max: 1, value: 0, 'aria-label': 'Models loaded' });
  const button = h('button', { class: 'engine', type: 'button', popovertarget: 'engine-panel' }, h('span', { class: 'dot' }), word, bar);
  const list = h('ul', { class: 'plain' });
  const load = h('button', { class: 'quiet-button', type: 'button', onclick: () => models.agreed() }, 'Load both models');
  const panel = h(
    'div',
    { id: 'engine-panel', class: 'panel', popover: 'auto', role: 'group', 'aria-label': 'How this page computes' },
    h('h2', {}, 'How this page computes'),
    list,
    load,
  );
  status.follow((now) => {
    button.dataset['phase'] = now.phase;
    // Tests and tools can wait for `settled`: from then on the page asks for nothing.
    document.documentElement.dataset['engine'] = now.phase === 'ready' && now.settled ? 'settled' : now.phase;
    word.replaceChildren(...wordFor(now));
    bar.hidden = now.phase !== 'loading';
    load.hidden = now.phase !== 'asleep';
    if (now.phase === 'loading') bar.value = now.total === 0 ? 0 : now.loaded / now.total;
    list.replaceChildren(...sentencesFor(now).map((sentence) => h('li', {}, sentence)));
  });
  return [button, panel];
}

/** In parts: the second is left out where there is no room for it beside the brand. */
function wordFor(status: EngineStatus): Array<HTMLElement | string> {
  switch (status.phase) {
    case 'asleep':
      return ['Recorded', h('span', { class: 'of' }, ` · ${megabytes(status.bytes)} to run`)];
    case 'loading':
      return status.loaded === 0 ? ['Loading'] : [megabytes(status.loaded), h('span', { class: 'of' }, ` of ${megabytes(status.total)}`)];
    case 'starting':
      return ['Starting'];
    case 'ready':
      return ['Ready'];
    case 'failed':
      return ['Stopped'];
  }
}

function sentencesFor(status: EngineStatus): string[] {
  const privacy = 'Both models run in this tab. Your text stays in it.';
  switch (status.phase) {
    case 'asleep':
      return [
        `No model is loaded. Results of the examples were recorded when this page was made. To score other text the page loads both ` +
          `models and their runtime, ${megabytes(status.bytes)}, once.`,
        privacy,
      ];
    case 'loading':
      return [`Loading both models and their runtime: ${megabytes(status.total)}, ${status.kept ? 'from this browser' : 'once'}.`, privacy];
    case 'starting':
      return ['The models are loaded and are starting.', privacy];
    case 'failed':
      return [status.sentence];
    case 'ready':
      return [
        `Ready in ${seconds(status.milliseconds)}. ONNX Runtime on WebAssembly with SIMD, ` +
          `${status.workers === 1 ? 'one worker' : `${status.workers} workers`}, each running one text or pair at a time.`,
        'WebGPU is not used: ONNX Runtime has no kernel there for the int8 matrix products of these models, so most of the work would ' +
          'stay on the CPU.',
        scoreDifference,
        !status.settled
          ? 'Keeping the models in this browser …'
          : status.kept
            ? 'The models are kept in this browser, each file checked by its SHA-256. The page now sends no request' +
              `${status.offline ? ' and works offline.' : '; the page itself could not be kept, so it needs its host the next time.'}`
            : 'The models could not be kept in this browser, so they are loaded again the next time. Until then the page sends no request.',
        privacy,
      ];
  }
}
