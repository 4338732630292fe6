import { h } from '../../ui/dom';

/** A cell for each passage, filled when a model has read it. For the eye alone: the numbers beside it say the same. */
export class RunGrid {
  readonly element: HTMLElement;
  private cells: HTMLElement[] = [];

  constructor(kind: 'bi' | 'cross') {
    this.element = h('div', { class: `run-grid ${kind}`, 'aria-hidden': 'true' });
  }

  resize(count: number): void {
    this.cells = Array.from({ length: count }, () => h('span', {}));
    this.element.replaceChildren(...this.cells);
  }

  empty(): void {
    for (const cell of this.cells) cell.className = '';
  }

  fill(index: number): void {
    this.cells[index]?.classList.add('read');
  }

  /** Marks the passage that came out first. */
  best(index: number): void {
    this.cells.forEach((cell, i) => cell.classList.toggle('best', i === index));
  }
}
