import { Joins, type Way } from '../../rankColumns/joins';
import { Motion } from '../../rankColumns/motion';
import { h } from '../../ui/dom';
import type { Hit, SearchAnswer } from '../server/contract';
import { ColumnHead, titleOfStage } from './columnHead';
import { type Columns, columnsOf, type Entry, type StageName, stages } from './columns';
import { HitCard } from './hitCard';
import './results.css';

/** An answer's hits as each stage ranked them, side by side and joined. */
export class ResultBoard {
  readonly element: HTMLElement;
  private readonly heads = byStage((stage) => new ColumnHead(stage));
  private readonly lists = byStage((stage) => h('ol', { class: `hits ${stage}`, 'aria-labelledby': `stage-${stage}` }));
  private readonly absent = byStage(() => h('p', { class: 'absent' }));
  private readonly gaps = h('p', { class: 'hint gaps' });
  private readonly joins = [new Joins(), new Joins(), new Joins()];
  private readonly motion = new Motion((places) => this.draw(places));
  private cards = byStage(() => new Map<string, HitCard>());
  /** Every hit that has been seen for this query, in the order of their coming: what moves is numbered by it. */
  private keys: string[] = [];
  private rows = 0;
  private size = { row: 0, gutter: 0 };

  constructor(private readonly onOpen: (hit: Hit) => void) {
    this.element = h(
      'div',
      { class: 'results', 'data-view': 'final' },
      this.views(),
      h(
        'div',
        { class: 'result-grid' },
        ...stages.flatMap((stage, s) => [
          h(
            'section',
            { class: `result-column ${stage}`, 'aria-labelledby': `stage-${stage}` },
            this.heads[stage].element,
            this.absent[stage],
            this.lists[stage],
          ),
          ...(s < this.joins.length ? [h('div', { class: 'gutter' }, this.joins[s]!.element)] : []),
        ]),
      ),
      this.gaps,
    );
    new ResizeObserver(() => {
      this.measure();
      this.motion.redraw();
    }).observe(this.element);
  }

  /** @param rows How many of each column are shown. @param another Whether this is the answer to another request than the last. */
  show(answer: SearchAnswer, rows: number, another: boolean): void {
    const columns = columnsOf(answer);
    if (another) this.clear();
    const known = new Set(this.keys);
    this.keys.push(...columns.fused.entries.map(({ key }) => key).filter((key) => !known.has(key)));
    this.rows = Math.min(rows, Math.max(...stages.map((stage) => columns[stage].entries.length)));
    const full = fullBars(columns);
    for (const stage of stages) {
      this.heads[stage].show(columns[stage], answer.trace, full[stage]);
      this.absent[stage].textContent = columns[stage].absent ?? (columns[stage].entries.length === 0 ? 'It found nothing.' : '');
      this.fill(stage, columns[stage].entries.slice(0, rows), full[stage]);
      this.lists[stage].style.setProperty('--rows', String(this.rows));
    }
    this.joins.forEach((joins, j) => {
      joins.resize(this.keys.length);
      joins.show(this.ways(columns, stages[j]!, stages[j + 1]!));
    });
    this.gaps.textContent = stages.some((stage) => columns[stage].entries.slice(0, rows).some(({ rank }, row) => rank !== row + 1))
      ? `A missing rank belongs to another passage of a listed document, or to one beyond the ${answer.hits.length} hits that were asked for.`
      : '';
    this.measure();
    this.motion.go(
      stages.flatMap((stage) => this.placesIn(columns[stage].entries)),
      another,
    );
  }

  clear(): void {
    this.keys = [];
    for (const stage of stages) this.lists[stage].replaceChildren();
    this.cards = byStage(() => new Map());
  }

  private views(): HTMLElement {
    return h(
      'fieldset',
      { class: 'segments result-views' },
      h('legend', { class: 'visually-hidden' }, 'Which column is shown'),
      ...stages.map((stage) =>
        h(
          'label',
          {},
          h('input', {
            type: 'radio',
            name: 'result-view',
            value: stage,
            checked: stage === 'final',
            onchange: () => {
              this.element.dataset['view'] = stage;
            },
          }),
          h('span', {}, titleOfStage(stage)),
        ),
      ),
    );
  }

  /** Makes and drops cards, and puts them into their order for those who read it in order; where they are drawn is the motion's work. */
  private fill(stage: StageName, entries: readonly Entry[], full: number): void {
    const cards = this.cards[stage];
    const focused = document.activeElement;
    const shown = new Set(entries.map(({ key }) => key));
    for (const [key, card] of cards) {
      if (!shown.has(key)) {
        card.item.remove();
        cards.delete(key);
      }
    }
    for (const entry of entries) {
      let card = cards.get(entry.key);
      if (card === undefined) cards.set(entry.key, (card = new HitCard(stage, (on) => this.point(entry.key, on))));
      card.show(entry, full, () => this.onOpen(entry.hit));
      this.lists[stage].append(card.item);
    }
    if (focused instanceof HTMLElement && this.lists[stage].contains(focused)) focused.focus({ preventScroll: true });
  }

  /** Rows of a column by key; what is below the last row, or not in the column at all, waits just under it. */
  private placesIn(entries: readonly Entry[]): number[] {
    const rows = new Map(entries.map(({ key }, row) => [key, row]));
    return this.keys.map((key) => Math.min(rows.get(key) ?? Infinity, this.rows));
  }

  private ways(columns: Columns, left: StageName, right: StageName): Way[] {
    const [from, to] = [left, right].map((stage) => new Map(columns[stage].entries.map(({ key, rank }, row) => [key, { rank, row }])));
    return this.keys.map((key) => {
      const [a, b] = [from!.get(key), to!.get(key)];
      // A line to what is not shown would say where nothing can be seen; many of them would be a bundle that runs out at the bottom.
      if (a === undefined || b === undefined || a.row >= this.rows || b.row >= this.rows) return 'unknown';
      return a.rank === b.rank ? 'same' : a.rank > b.rank ? 'up' : 'down';
    });
  }

  private measure(): void {
    const first = Object.values(this.lists)
      .map((list) => list.firstElementChild)
      .find((item) => item !== null && item.clientHeight > 0);
    if (first !== undefined && first !== null)
      this.size = { row: first.getBoundingClientRect().height, gutter: this.joins[0]!.element.getBoundingClientRect().width };
  }

  private draw(places: readonly number[]): void {
    const count = this.keys.length;
    const { row, gutter } = this.size;
    stages.forEach((stage, s) =>
      this.keys.forEach((key, k) => {
        const item = this.cards[stage].get(key)?.item;
        if (item !== undefined) item.style.transform = `translateY(${places[s * count + k]! * row}px)`;
      }),
    );
    const heights = places.map((place) => (place + 0.5) * row);
    this.joins.forEach((joins, j) =>
      joins.draw(gutter, this.rows * row, heights.slice(j * count, (j + 1) * count), heights.slice((j + 1) * count, (j + 2) * count)),
    );
  }

  private point(key: string, on: boolean): void {
    for (const stage of stages) this.cards[stage].get(key)?.lit(on);
    for (const joins of this.joins) joins.lit(this.keys.indexOf(key), on);
  }
}

/** BM25's scores have no upper end, so its best is a full bar; the others' end is 1. */
function fullBars(columns: Columns): Readonly<Record<StageName, number>> {
  return { bm25: columns.bm25.entries[0]?.score ?? 0, biEncoder: 1, fused: 1, final: 1 };
}

function byStage<T>(make: (stage: StageName) => T): Readonly<Record<StageName, T>> {
  return Object.fromEntries(stages.map((stage) => [stage, make(stage)])) as unknown as Readonly<Record<StageName, T>>;
}
