import { h } from './dom';
import './dialog.css';

/** A dialog that its button, the Escape key or a click beside it closes. */
export class Dialog {
  readonly element: HTMLDialogElement;
  private readonly body = h('div', { class: 'details-body' });

  /** @param title The id of the element in the content that names the dialog. */
  constructor(title: string) {
    const close = h(
      'button',
      { class: 'icon-button close', type: 'button', 'aria-label': 'Close', onclick: () => this.element.close() },
      '×',
    );
    this.element = h(
      'dialog',
      {
        class: 'details',
        'aria-labelledby': title,
        onclick: (event: MouseEvent) => {
          if (event.target === this.element) this.element.close();
        },
      },
      close,
      this.body,
    );
  }

  /** Opens it with this content, from its top. */
  show(...content: readonly HTMLElement[]): void {
    this.fill(...content);
    this.open();
    this.element.scrollTop = 0;
  }

  /** Replaces its content, whether it is open or not. */
  fill(...content: readonly HTMLElement[]): void {
    this.body.replaceChildren(...content);
  }

  /** Opens it as it was left. */
  open(): void {
    if (!this.element.open) this.element.showModal();
  }
}
