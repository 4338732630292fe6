import { h } from '../../ui/dom';
import { count, millisecondsText } from '../../ui/figures';
import type { Trace } from '../server/contract';
import { type Column, type StageName, tracedAs } from './columns';

const titles: Readonly<Record<StageName, readonly [title: string, reads: string]>> = {
  bm25: ['BM25', 'the query’s words, weighed by how rare they are'],
  biEncoder: ['Bi-encoder', 'cosine of two vectors, made apart'],
  fused: ['Fused', 'both scores, as far as each decides'],
  final: ['Final', 'the cross-encoder reads query and passage together; all scores count in the order'],
};

export function titleOfStage(stage: StageName): string {
  return titles[stage][0];
}

/** What stands over a column: which stage, what it goes by, and what it cost. */
export class ColumnHead {
  readonly element: HTMLElement;
  private readonly cost = h('p', { class: 'column-cost' });
  private readonly scale = h('p', { class: 'column-scale', 'aria-hidden': 'true' });

  constructor(private readonly stage: StageName) {
    const [title, reads] = titles[stage];
    this.element = h(
      'header',
      { class: `column-head rank-head ${stage}` },
      h('h2', { id: `stage-${stage}` }, title),
      h('p', { class: 'reads' }, reads),
      this.cost,
      this.scale,
    );
  }

  show(column: Column, trace: Trace, full: number): void {
    this.cost.textContent = costText(this.stage, trace);
    const ends = column.entries.length === 0 ? [] : ['0', fullText(this.stage, full)];
    this.scale.replaceChildren(...ends.map((end) => h('span', {}, end)));
  }
}

function costText(stage: StageName, trace: Trace): string {
  const ran = tracedAs(stage, trace).filter(({ skipped, failure }) => skipped === null && failure === null);
  if (ran.length === 0) return stage === 'final' && tracedAs(stage, trace).length === 0 ? 'reading …' : '–';
  const milliseconds = ran.reduce((sum, { milliseconds }) => sum + milliseconds, 0);
  const runs = ran.reduce((sum, { modelRuns }) => sum + modelRuns, 0);
  const known = ran.reduce((sum, { cacheHits }) => sum + cacheHits, 0);
  return [
    millisecondsText(milliseconds),
    ...((stage === 'biEncoder' || stage === 'final') && (runs > 0 || known === 0) ? [count(runs, 'run')] : []),
    ...(known > 0 ? [`${known} cached`] : []),
    ...(stage === 'final' ? [] : [`${ran.at(-1)!.count} found`]),
  ].join(' · ');
}

function fullText(stage: StageName, full: number): string {
  return stage === 'bm25' ? full.toFixed(1) : '1';
}
