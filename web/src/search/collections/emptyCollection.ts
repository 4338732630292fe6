import { h, setText } from '../../ui/dom';
import type { Scope } from '../server/contract';
import './collections.css';

/** Says that a collection has no documents, and how they come into it. */
export class EmptyCollection {
  readonly element: HTMLElement;
  private readonly title = h('h2', { id: 'empty-title' });
  private readonly how = h('p', {});
  private readonly button: HTMLElement;

  constructor(onAdd: () => void) {
    this.button = h('button', { class: 'strong-button', type: 'button', onclick: onAdd }, 'Add files');
    this.element = h(
      'section',
      { class: 'empty-collection', 'aria-labelledby': 'empty-title', hidden: true },
      this.title,
      this.how,
      this.button,
    );
  }

  /** @param name The collection; null when there is none that is empty. */
  show(name: string | null, scope: Scope): void {
    this.element.hidden = name === null;
    setText(this.title, `“${name}” has no documents yet`);
    const mayWrite = scope !== 'read';
    setText(
      this.how,
      mayWrite
        ? 'Drop files anywhere on this page, or:'
        : 'Your key allows to search and read. Someone with a key that may write adds them.',
    );
    this.button.hidden = !mayWrite;
  }
}
