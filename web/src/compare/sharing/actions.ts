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
  private answers: ReadonlySet<number> = new Set();
  private timer = 0;

  private readonly picture: HTMLButtonElement;
  private shown: (() => Promise<Blob>) | null = null;

  /** @param link Gives the address of what is on the page. */
  constructor(link: () => Promise<string>) {
    const copy = (label: string, form: (comparison: Comparison, answers: ReadonlySet<number>) => string) =>
      h(
        'button',
        {
          class: 'quiet-button',
          type: 'button',
          disabled: true,
          onclick: () => void this.copy(`Copied as ${label}.`, async () => form(this.comparison!, this.answers)),
        },
        label,
      );
    this.copies = [copy('JSON', asJson), copy('Markdown', asMarkdown), copy('CSV', asCsv)];
    this.picture = h(
      'button',
      { class: 'quiet-button', type: 'button', disabled: true, onclick: () => void this.copyPicture() },
      'Picture',
    );
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
        this.picture,
        ...this.copies,
      ),
      this.announced,
    );
  }

  /**
   * Gives what the copies are of; null while there is no whole result.
   * @param picture Draws what is on the board, recorded or not.
   */
  offer(comparison: Comparison | null, answers: ReadonlySet<number>, picture: (() => Promise<Blob>) | null): void {
    this.comparison = comparison;
    this.answers = answers;
    this.shown = picture;
    this.picture.disabled = picture === null;
    for (const button of this.copies) button.disabled = comparison === null;
  }

  /** To the clipboard; where the browser does not take pictures there, as a file. */
  private async copyPicture(): Promise<void> {
    try {
      const picture = await this.shown!();
      try {
        await navigator.clipboard.write([new ClipboardItem({ 'image/png': picture })]);
        this.say('Copied as a picture.');
      } catch {
        // Not every browser lets a page write pictures to the clipboard; a file can be posted as well.
        const link = h('a', { href: URL.createObjectURL(picture), download: 'lodestone.png' });
        link.click();
        setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
        this.say('Saved as lodestone.png: this browser copies no pictures.');
      }
    } catch (error) {
      this.say(sentenceFor(error));
    }
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
