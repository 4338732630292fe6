import type { Comparison } from '../../engine/comparing/comparison';
import { sentenceFor } from '../../engine/engineError';
import { h } from '../../ui/dom';
import { asCsv, asJson, asMarkdown } from './copies';
import './actions.css';

/** Buttons that take the result elsewhere: as a link, or copied in one of three forms. */
export class Actions {
  readonly element: HTMLElement;
  private readonly announced = h('span', { class: 'said', role: 'status' });
  private readonly copies: readonly HTMLButtonElement[];
  private comparison: Comparison | null = null;
  private timer = 0;

  /** @param link Gives the address of what is on the page. */
  constructor(link: () => Promise<string>) {
    const copy = (label: string, form: (comparison: Comparison) => string) =>
      h(
        'button',
        {
          class: 'quiet-button',
          type: 'button',
          disabled: true,
          onclick: () => void this.copy(`Copied as ${label}.`, async () => form(this.comparison!)),
        },
        label,
      );
    this.copies = [copy('JSON', asJson), copy('Markdown', asMarkdown), copy('CSV', asCsv)];
    this.element = h(
      'div',
      { class: 'actions' },
      h(
        'button',
        {
          class: 'quiet-button',
          type: 'button',
          onclick: () => void this.copy('The link is copied: it holds the query and all passages.', link),
        },
        'Share link',
      ),
      h(
        'span',
        { class: 'group', role: 'group', 'aria-label': 'Copy the result' },
        h('span', { class: 'quiet' }, 'Copy as'),
        ...this.copies,
      ),
      this.announced,
    );
  }

  /** Gives what the copies are of; null while there is no whole result. */
  offer(comparison: Comparison | null): void {
    this.comparison = comparison;
    for (const button of this.copies) button.disabled = comparison === null;
  }

  private async copy(done: string, text: () => Promise<string>): Promise<void> {
    try {
      const value = await text();
      await navigator.clipboard.writeText(value);
      this.say(done);
    } catch (error) {
      this.say(
        error instanceof DOMException
          ? 'The browser does not let this page write to the clipboard. The address bar has the link.'
          : sentenceFor(error),
      );
    }
  }

  private say(sentence: string): void {
    this.announced.textContent = sentence;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => {
      this.announced.textContent = '';
    }, 8_000) as unknown as number;
  }
}
