import { svg } from '../ui/dom';
import './rankColumns.css';

/** Which way a line goes; an unknown one is not drawn. */
export type Way = 'up' | 'down' | 'same' | 'unknown';

interface Join {
  readonly group: SVGGElement;
  readonly line: SVGPathElement;
  readonly left: SVGCircleElement;
  readonly right: SVGPathElement;
}

/**
 * The lines between the places of a passage in two columns. What rose has a full line and an arrow up, what fell a broken one and an arrow
 * down.
 */
export class Joins {
  readonly element = svg('svg', { class: 'joins', 'aria-hidden': 'true', focusable: 'false' });
  private joins: Join[] = [];

  resize(count: number): void {
    this.joins = Array.from({ length: count }, () => {
      const [line, left, right] = [svg('path', { class: 'join-line' }), svg('circle', { r: 3 }), svg('path', { class: 'join-end' })];
      return { group: svg('g', { class: 'join' }, line, left, right), line, left, right };
    });
    this.element.replaceChildren(...this.joins.map((join) => join.group));
  }

  /** @param answers Which of them are the answer: where one is, the others are pale. */
  show(ways: readonly Way[], answers: readonly boolean[] = []): void {
    ways.forEach((way, i) => {
      this.joins[i]!.group.dataset['way'] = way;
      this.joins[i]!.group.classList.toggle('answer', answers[i] === true);
    });
    this.element.classList.toggle('has-answer', answers.includes(true));
  }

  lit(index: number, on: boolean): void {
    this.joins[index]?.group.classList.toggle('lit', on);
    this.element.classList.toggle('dimmed', on);
  }

  /** Draws the lines at these heights, in pixels. */
  draw(width: number, height: number, left: readonly number[], right: readonly number[]): void {
    this.element.setAttribute('viewBox', `0 0 ${width} ${height}`);
    this.element.setAttribute('height', String(height));
    this.joins.forEach((join, i) => {
      const [from, to, end] = [left[i]!, right[i]!, width - 8];
      const bend = (end - 5) / 2;
      join.line.setAttribute('d', `M5 ${from} C${5 + bend} ${from} ${end - bend} ${to} ${end} ${to}`);
      join.left.setAttribute('cx', '5');
      join.left.setAttribute('cy', String(from));
      const way = join.group.dataset['way'];
      const tip = way === 'up' ? -5 : way === 'down' ? 5 : 0;
      join.right.setAttribute('d', tip === 0 ? `M${width - 8} ${to - 3}h6v6h-6z` : `M${width - 10} ${to - tip * 0.6}h9l-4.5 ${tip * 1.5}z`);
    });
  }
}
