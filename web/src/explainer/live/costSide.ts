import { h } from '../../ui/dom';
import { count, millisecondsText } from '../../ui/figures';
import type { Spent } from './costRun';
import { RunGrid } from './runGrid';

/** One encoder's side of the count: its cells, its runs and time so far, and what it put first. */
export class CostSide {
  readonly element: HTMLElement;
  readonly grid: RunGrid;
  private readonly runs = h('strong', { class: 'cost-runs' });
  private readonly time = h('span', { class: 'cost-time' });
  private readonly first = h('p', { class: 'cost-first' });

  constructor(kind: 'bi' | 'cross', title: string, rule: string) {
    this.grid = new RunGrid(kind);
    this.element = h(
      'section',
      { class: `cost-side ${kind}` },
      h('h3', {}, title),
      h('p', { class: 'hint' }, rule),
      this.grid.element,
      h('p', { class: 'cost-total' }, this.runs, ' ', this.time),
      this.first,
    );
  }

  show({ runs, milliseconds }: Spent): void {
    this.runs.textContent = count(runs, 'run');
    this.time.textContent = runs === 0 ? '' : `in ${millisecondsText(milliseconds)}`;
  }

  showFirst(title: string | null, answers: boolean, milliseconds: number): void {
    this.first.replaceChildren(
      ...(title === null
        ? []
        : [
            h('span', { class: 'quiet' }, `This query: ${millisecondsText(milliseconds)}. First: `),
            title,
            h('span', { class: answers ? 'answers' : 'quiet' }, answers ? ' ✓ judged to answer fully' : ' – not judged a full answer'),
          ]),
    );
  }
}
