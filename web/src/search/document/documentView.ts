import { Dialog } from '../../ui/dialog';
import { h, setText } from '../../ui/dom';
import { keyOf } from '../results/columns';
import { titleOf } from '../results/hitCard';
import { hitScores, metadataTable } from '../results/hitDetails';
import { markedText } from '../results/passageText';
import type { Hit, StoredDocument } from '../server/contract';
import type { Server } from '../server/server';
import { sentenceOf } from '../server/serverError';
import { documentText, pageAt, pagesOf, pageWord, shownPart } from './documentText';
import './document.css';

/** A document that is opened by a link: there is no hit that led to it. */
export interface OpenedDocument {
  readonly documentId: string;
  readonly range: readonly [number, number] | null;
}

/** A whole document with the passage marked that was found, what else is known of the hit, and the way to the other hits. */
export class DocumentView {
  private readonly dialog = new Dialog('document-title');
  private readonly body = h('div', { class: 'whole-text document-text' });
  private readonly place = h('p', { class: 'grade document-place' });
  private readonly said = h('p', { class: 'hint', role: 'status' });
  private readonly copy = h('button', { class: 'quiet-button', type: 'button', onclick: () => void this.copyLink() }, 'Copy link');
  private reading = new AbortController();
  private collection = '';
  private hits: readonly Hit[] = [];
  private at = -1;
  private opened: OpenedDocument = { documentId: '', range: null };

  get element(): HTMLDialogElement {
    return this.dialog.element;
  }

  /**
   * @param onShown Called with what is open now, and with null when it is closed; gives the address that opens it again.
   * @param onSimilar Called for documents like one.
   */
  constructor(
    private readonly server: Server,
    private readonly onShown: (opened: OpenedDocument | null) => string,
    private readonly onSimilar: (documentId: string, title: string) => void,
  ) {
    this.element.classList.add('document');
    this.element.addEventListener('keydown', (event) => this.key(event));
    this.element.addEventListener('close', () => {
      this.reading.abort();
      this.onShown(null);
    });
  }

  /** Shows a hit in its document. @param hits The hits to step through. */
  showHit(collection: string, hit: Hit, hits: readonly Hit[]): void {
    this.collection = collection;
    this.hits = hits;
    this.at = hits.findIndex((other) => keyOf(other) === keyOf(hit));
    const [start, end] = hit.range;
    this.open({ documentId: hit.documentId, range: start === undefined || end === undefined ? null : [start, end] }, hit);
  }

  /** Shows a document by itself. */
  showDocument(collection: string, opened: OpenedDocument): void {
    this.collection = collection;
    this.hits = [];
    this.at = -1;
    this.open(opened, null);
  }

  private open(opened: OpenedDocument, hit: Hit | null): void {
    this.reading.abort();
    const { signal } = (this.reading = new AbortController());
    this.opened = opened;
    this.onShown(opened);
    setText(this.said, '');
    setText(this.place, hit === null ? opened.documentId : placeText(hit));
    // The passage is known before the rest of its document.
    this.body.replaceChildren(
      ...(hit === null ? [h('p', { class: 'hint' }, 'Reading …')] : [h('span', { class: 'passage' }, ...markedText(hit))]),
    );
    const title = h('h2', { id: 'document-title' }, hit === null ? opened.documentId : titleOf(hit));
    this.dialog.show(
      title,
      this.place,
      h('div', { class: 'document-bar' }, ...this.steps(), this.copy, this.similarButton(title), this.said),
      this.body,
      ...(hit === null
        ? []
        : [
            h(
              'details',
              { class: 'document-more' },
              h('summary', {}, 'Scores and metadata'),
              hitScores(hit),
              ...metadataTable(hit.metadata),
            ),
          ]),
    );
    void this.read(opened, hit, title, signal);
  }

  private async read(opened: OpenedDocument, hit: Hit | null, title: HTMLElement, signal: AbortSignal): Promise<void> {
    try {
      const [document] = await this.server.documents(this.collection, [opened.documentId], signal);
      if (signal.aborted) return;
      if (document === undefined) {
        setText(this.said, `The collection “${this.collection}” has no document “${opened.documentId}” any more.`);
        if (hit === null) this.body.replaceChildren();
        return;
      }
      if (hit === null) {
        setText(title, document.title === '' ? document.id : document.title);
        this.element.querySelector('.details-body')!.append(...metadataTable(document.metadata));
      }
      this.draw(document, opened.range, hit, false);
    } catch (error) {
      if (!signal.aborted) setText(this.said, sentenceOf(error));
    }
  }

  private draw(document: StoredDocument, range: readonly [number, number] | null, hit: Hit | null, whole: boolean): void {
    const { text } = document;
    const [from, to] = shownPart(text.length, range, whole);
    const pages = pagesOf(text);
    if (pages !== null && range !== null) {
      const on = pageAt(text, range[0]);
      const last = pageAt(text, range[1]);
      setText(
        this.place,
        `${this.place.textContent} · ${pageWord(document).toLowerCase()} ${on}${last > on ? ` to ${last}` : ''} of ${pages}`,
      );
    }
    this.body.replaceChildren(
      ...documentText(document, range, hit, [from, to]),
      ...(to - from < text.length
        ? [
            h(
              'button',
              { class: 'quiet-button', type: 'button', onclick: () => this.draw(document, range, hit, true) },
              `Show all ${text.length.toLocaleString('en-US')} characters`,
            ),
          ]
        : []),
    );
    this.body.querySelector('.passage')?.scrollIntoView({ block: 'center' });
  }

  private steps(): HTMLElement[] {
    if (this.at < 0 || this.hits.length < 2) return [];
    const button = (label: string, text: string, by: number) =>
      h(
        'button',
        {
          class: 'quiet-button',
          type: 'button',
          'aria-label': label,
          'data-step': by,
          disabled: this.hits[this.at + by] === undefined,
          onclick: () => this.step(by),
        },
        text,
      );
    return [
      h(
        'nav',
        { class: 'hit-steps', 'aria-label': 'Hits' },
        button('Previous hit', '←', -1),
        h('span', { class: 'quiet' }, `Hit ${this.at + 1} of ${this.hits.length}`),
        button('Next hit', '→', 1),
      ),
    ];
  }

  private similarButton(title: HTMLElement): HTMLElement {
    return h(
      'button',
      {
        class: 'quiet-button',
        type: 'button',
        onclick: () => {
          const { documentId } = this.opened;
          this.element.close();
          this.onSimilar(documentId, title.textContent ?? documentId);
        },
      },
      'More like this',
    );
  }

  private key(event: KeyboardEvent): void {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const by = ['ArrowLeft', 'k'].includes(event.key) ? -1 : ['ArrowRight', 'j'].includes(event.key) ? 1 : 0;
    if (by === 0) return;
    event.preventDefault();
    this.step(by);
  }

  private step(by: number): void {
    const next = this.at < 0 ? undefined : this.hits[this.at + by];
    if (next === undefined) return;
    this.showHit(this.collection, next, this.hits);
    // The button that was pressed has been replaced; at an end, the other one is left.
    const buttons = [by, -by].map((way) => this.element.querySelector<HTMLButtonElement>(`[data-step="${way}"]:enabled`));
    (buttons[0] ?? buttons[1])?.focus({ preventScroll: true });
  }

  private async copyLink(): Promise<void> {
    const link = new URL(this.onShown(this.opened), document.baseURI).href;
    try {
      await navigator.clipboard.writeText(link);
      setText(this.said, 'The link is copied. It opens this document for everyone who may search here.');
    } catch (error) {
      console.info('Lodestone: the clipboard is closed to this page:', error);
      setText(this.said, `The browser does not let the page copy. The link is ${link}`);
    }
  }
}

function placeText({ documentId, passage, heading, title }: Hit): string {
  return [documentId, ...(heading === '' || heading === title ? [] : [`§ ${heading}`]), `passage ${passage + 1}`].join(' · ');
}
