import type { ComparedPassage, Comparison } from '../../engine/comparing/comparison';
import { Joins, type Way } from '../../rankColumns/joins';
import { Motion } from '../../rankColumns/motion';
import { h } from '../../ui/dom';
import { type AnswerMark, Card } from './card';
import { CostLine } from './costLine';
import type { Heat, Side } from './heat';
import { StageHead, scalesOf } from './stageHead';
import './board.css';

/** What the board calls when a passage of it is used; each with the passage's index. */
export interface BoardEvents {
  readonly open: (index: number) => void;
  readonly mark: (index: number) => void;
}

/** The two rankings beside each other, joined. */
export class Board {
  readonly element: HTMLElement;
  private readonly heads = {
    bi: new StageHead('bi', 'Bi-encoder', 'reads apart, fast'),
    cross: new StageHead('cross', 'Cross-encoder', 'reads together, careful'),
  };
  private readonly lists = {
    bi: h('ol', { class: 'column bi', 'aria-labelledby': 'bi-title' }),
    cross: h('ol', { class: 'column cross', 'aria-labelledby': 'cross-title' }),
  };
  private readonly cards: Record<Side, Card[]> = { bi: [], cross: [] };
  private readonly joins = new Joins();
  private readonly motion = new Motion((places) => this.draw(places));
  /** Where each card stands in its list. */
  private readonly places: Record<Side, number[]> = { bi: [], cross: [] };
  private size = { row: 0, width: 0 };

  private readonly costs = new CostLine();

  /** @param answers Whether a passage answers, as far as it is known. */
  constructor(
    private readonly events: BoardEvents,
    private readonly answers: (passage: ComparedPassage) => AnswerMark,
  ) {
    this.element = h(
      'div',
      { class: 'board' },
      this.heads.bi.element,
      legend(),
      this.heads.cross.element,
      this.lists.bi,
      this.joins.element,
      this.lists.cross,
      this.costs.element,
    );
    new ResizeObserver(() => {
      this.measure();
      this.motion.redraw();
    }).observe(this.element);
  }

  show(comparison: Comparison): void {
    const { passages } = comparison;
    const scales = scalesOf(comparison);
    const fresh = passages.length !== this.cards.bi.length;
    if (fresh) this.rebuild(passages.length);
    for (const side of ['bi', 'cross'] as const) {
      this.heads[side].show(scales[side]);
      passages.forEach((passage, i) => this.cards[side][i]!.show(passage, scales[side], this.answers(passage)));
      this.order(side, passages);
    }
    this.joins.show(
      passages.map(wayOf),
      passages.map((passage) => ['judged', 'marked'].includes(this.answers(passage))),
    );
    this.costs.show(comparison);
    this.measure();
    this.motion.go([...passages.map((p) => p.biEncoder.rank - 1), ...passages.map((p) => p.crossEncoder.rank - 1)], fresh);
  }

  /** Says whether what it shows belongs to a text that is no more: then it is pale, and cannot be used, nor is it read out. */
  setStale(stale: boolean): void {
    this.element.classList.toggle('stale', stale);
    this.element.inert = stale;
  }

  /** Shades the words of every card; a passage without shades has none. */
  heat(side: Side, heats: ReadonlyMap<number, Heat>): void {
    this.cards[side].forEach((card, index) => card.heat(heats.get(index) ?? null));
  }

  private rebuild(count: number): void {
    for (const side of ['bi', 'cross'] as const) {
      this.cards[side] = Array.from(
        { length: count },
        (_, i) =>
          new Card(side, {
            open: () => this.events.open(i),
            point: (on) => this.point(i, on),
            mark: () => this.events.mark(i),
            key: (event) => this.key(event, side, i),
          }),
      );
      this.lists[side].replaceChildren(...this.cards[side].map((card) => card.item));
    }
    this.joins.resize(count);
    this.element.classList.toggle('dense', count > 24);
  }

  /** Puts a column into its order, for those who read it in order; moving the pictures is the motion's work. */
  private order(side: Side, passages: readonly ComparedPassage[]): void {
    const list = this.lists[side];
    const rank = (p: ComparedPassage) => (side === 'bi' ? p.biEncoder.rank : p.crossEncoder.rank);
    const focused = this.cards[side].find((card) => card.focused);
    [...passages]
      .sort((a, b) => rank(a) - rank(b))
      .forEach(({ index }, place) => {
        const { item } = this.cards[side][index]!;
        this.places[side][index] = place;
        if (list.children[place] !== item) list.insertBefore(item, list.children[place] ?? null);
      });
    if (focused !== undefined && !focused.focused) focused.focus();
  }

  private measure(): void {
    const row = this.lists.bi.firstElementChild;
    if (row !== null) this.size = { row: row.getBoundingClientRect().height, width: this.joins.element.getBoundingClientRect().width };
  }

  /** Draws cards and lines where they are on their way; a card stands in its list where it will be in the end. */
  private draw(places: readonly number[]): void {
    const { row, width } = this.size;
    const count = this.cards.bi.length;
    const heights = places.map((place) => (place + 0.5) * row);
    (['bi', 'cross'] as const).forEach((side, s) =>
      this.cards[side].forEach(({ item }, i) => {
        const offset = (places[s * count + i]! - this.places[side][i]!) * row;
        item.style.transform = Math.abs(offset) < 0.5 ? '' : `translateY(${offset}px)`;
      }),
    );
    this.joins.draw(width, count * row, heights.slice(0, count), heights.slice(count));
  }

  /** Arrow keys go up and down a column, and to the same passage in the other one. */
  private key(event: KeyboardEvent, side: Side, index: number): void {
    const place = this.places[side][index]!;
    const other = side === 'bi' ? 'cross' : 'bi';
    const steps: Readonly<Record<string, () => Card | undefined>> = {
      ArrowUp: () => this.cards[side][this.places[side].indexOf(place - 1)],
      ArrowDown: () => this.cards[side][this.places[side].indexOf(place + 1)],
      ArrowLeft: () => (side === 'cross' ? this.cards[other][index] : undefined),
      ArrowRight: () => (side === 'bi' ? this.cards[other][index] : undefined),
    };
    const next = steps[event.key]?.();
    if (next === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    next.focus();
    next.item.scrollIntoView({ block: 'nearest' });
  }

  private point(index: number, on: boolean): void {
    this.cards.bi[index]?.lit(on);
    this.cards.cross[index]?.lit(on);
    this.joins.lit(index, on);
  }
}

function wayOf({ moved, biEncoder, crossEncoder }: ComparedPassage): Way {
  if (biEncoder.state !== 'scored' || crossEncoder.state !== 'scored') return 'unknown';
  return moved > 0 ? 'up' : moved < 0 ? 'down' : 'same';
}

function legend(): HTMLElement {
  return h(
    'div',
    { class: 'between', 'aria-hidden': 'true' },
    h(
      'div',
      { class: 'legend' },
      h('span', { class: 'up' }, '▲'),
      h('span', {}, 'raised'),
      h('span', { class: 'down' }, '▼'),
      h('span', {}, 'lowered'),
      h('span', {}, '='),
      h('span', {}, 'same place'),
    ),
  );
}

/** Empty places of a board, for while there is nothing to rank. For the eye alone: the sentence above says what to do. */
export function ghosts(): HTMLElement {
  const side = () => h('div', {}, ...Array.from({ length: 3 }, () => h('div', { class: 'ghost' })));
  return h('div', { class: 'ghost-board', 'aria-hidden': 'true', hidden: true }, side(), side());
}
