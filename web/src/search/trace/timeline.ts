import { h } from '../../ui/dom';
import { count, millisecondsText, none } from '../../ui/figures';
import type { Stage, Trace } from '../server/contract';
import { explainPath, explainShares, explainStage, stageNames } from './words';
import './trace.css';

/** A search's stages as bars over its milliseconds, with what each cost and what has to be said besides. */
export class Timeline {
  readonly element: HTMLElement;
  private readonly summary = h('p', { class: 'trace-summary' });
  private readonly rows = h('tbody', {});
  private readonly ticks = h('div', { class: 'trace-ticks', 'aria-hidden': 'true' });
  private readonly notices = h('ul', { class: 'plain trace-notices' });

  constructor() {
    this.element = h(
      'section',
      { class: 'trace', 'aria-labelledby': 'trace-title' },
      h('h2', { id: 'trace-title' }, 'Where the time went'),
      this.summary,
      h(
        'table',
        { class: 'trace-table' },
        h(
          'thead',
          {},
          h(
            'tr',
            {},
            h('th', { scope: 'col' }, 'Stage'),
            h('th', { scope: 'col', class: 'trace-bars' }, h('span', { class: 'visually-hidden' }, 'When'), this.ticks),
            ...['Time', 'Gave', 'Model runs', 'From cache'].map((name) => h('th', { scope: 'col', class: 'number' }, name)),
          ),
        ),
        this.rows,
      ),
      this.notices,
    );
  }

  show(trace: Trace, final: boolean): void {
    const end = Math.max(trace.milliseconds, ...trace.stages.map((stage) => stage.startedMilliseconds + stage.milliseconds), 0.001);
    this.summary.textContent = summaryOf(trace, final);
    this.ticks.replaceChildren(...[0, 0.5, 1].map((at) => h('span', {}, millisecondsText(at * end))));
    const inOrder = [...trace.stages].sort((a, b) => a.startedMilliseconds - b.startedMilliseconds);
    this.rows.replaceChildren(...inOrder.map((stage) => row(stage, end)));
    this.notices.replaceChildren(...trace.notices.map((notice) => h('li', {}, notice)));
  }
}

function row(stage: Stage, end: number): HTMLElement {
  const reason = stage.failure ?? stage.skipped;
  const bar = h('span', { class: 'trace-bar' });
  bar.style.setProperty('--from', String(stage.startedMilliseconds / end));
  bar.style.setProperty('--length', String(stage.milliseconds / end));
  const when =
    reason === null
      ? h(
          'td',
          { class: 'trace-bars' },
          h('span', { class: 'visually-hidden' }, `from ${millisecondsText(stage.startedMilliseconds)}`),
          h('span', { class: 'trace-track', 'aria-hidden': 'true' }, bar),
        )
      : h('td', { class: 'trace-bars trace-reason' }, stage.failure !== null ? `failed: ${reason}` : `did not run: ${reason}`);
  const numbers =
    reason === null
      ? [millisecondsText(stage.milliseconds), String(stage.count), String(stage.modelRuns), String(stage.cacheHits)]
      : [none, none, none, none];
  return h(
    'tr',
    { 'data-stage': stage.stage, 'data-failed': stage.failure !== null },
    h('th', { scope: 'row', title: explainStage(stage.stage) }, stageNames[stage.stage] ?? stage.stage),
    when,
    ...numbers.map((text) => h('td', { class: 'number' }, text)),
  );
}

function summaryOf(trace: Trace, final: boolean): string {
  const rerank = trace.stages.find(({ stage }) => stage === 'rerank');
  const runs = trace.stages.reduce((sum, stage) => sum + stage.modelRuns, 0);
  const share = rerank === undefined || trace.milliseconds === 0 ? 0 : rerank.milliseconds / trace.milliseconds;
  return [
    `${millisecondsText(trace.milliseconds)}, ${count(runs, 'model run')}${final ? '' : ' so far'}.`,
    ...(share >= 0.5 ? [`${Math.floor(100 * share)} % of it is the cross-encoder.`] : []),
    ...explainPath(trace),
    ...explainShares(trace),
    ...(trace.degraded ? ['A stage failed; this is the result of the others.'] : []),
  ].join(' ');
}
