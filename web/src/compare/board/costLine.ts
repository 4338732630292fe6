import type { Comparison, StageCost } from '../../engine/comparing/comparison';
import { h } from '../../ui/dom';
import { count, millisecondsText } from '../../ui/figures';

/** Under the columns: what each ranking cost, and which model it is. */
export class CostLine {
  readonly element = h('div', { class: 'costs' });

  show({ corpus, queryEmbedding, pairs, biEncoderModel, crossEncoderModel, recorded }: Comparison): void {
    const line = (side: string, model: string, ...costs: ReadonlyArray<readonly [name: string, cost: StageCost, when: string]>) =>
      h(
        'p',
        { class: side },
        ...(recorded ? [] : costs).flatMap(([name, cost, when]) => [
          h('span', { class: 'quiet' }, `${name} `),
          h('span', { class: 'cost' }, costText(cost)),
          h('span', { class: 'quiet' }, ` ${when}. `),
        ]),
        h('span', { class: 'quiet model' }, model),
      );
    this.element.replaceChildren(
      line('bi', biEncoderModel, ['passages', corpus, 'once'], ['query', queryEmbedding, 'for each query']),
      line('cross', crossEncoderModel, ['pairs', pairs, 'for each query, from the beginning']),
    );
  }
}

function costText({ runs, reused, of, milliseconds }: StageCost): string {
  const done = runs + reused;
  const running = done < of ? `${done} of ${of}, ` : '';
  if (runs === 0) return `${running}${reused === 0 ? 'waiting' : `0 runs, ${reused === 1 ? '' : `all ${reused} `}known from before`}`;
  return `${running}${count(runs, 'run')}, ${millisecondsText(milliseconds)}${reused > 0 ? `; ${reused} known from before` : ''}`;
}
