import { h, setText } from '../../ui/dom';
import type { Hit } from '../server/contract';
import { keyOf } from './columns';
import { chip, titleOf } from './hitCard';
import { likelihoodOf, likelihoodText } from './likelihood';
import { metadataChips } from './metadata';
import { fillerWords, markedStart } from './passageText';
import './readingList.css';

/** An answer to read: one column, best first, each hit with its passage, its place in the document and its ranks in the stages. */
export class ReadingList {
  readonly element = h('ol', {
    class: 'reading-list',
    'aria-label': 'Results',
    onkeydown: (event: KeyboardEvent) => this.step(event),
  });

  constructor(private readonly onOpen: (hit: Hit) => void) {}

  /**
   * @param all All hits of the answer, of which the first are shown.
   * @param none Whether nothing looks like an answer, so that no hit is to look like one.
   */
  show(hits: readonly Hit[], all: readonly Hit[] = hits, none = false): void {
    const focused = this.buttons().find((button) => button === document.activeElement)?.dataset['key'];
    const filler = fillerWords(all);
    this.element.classList.toggle('no-answer', none);
    this.element.replaceChildren(...hits.map((hit, i) => this.item(hit, i + 1, filler)));
    // The order changes while somebody reads; the focus stays on the hit, not on the place.
    if (focused !== undefined)
      this.buttons()
        .find((button) => button.dataset['key'] === focused)
        ?.focus({ preventScroll: true });
  }

  /** Says on which page of its document each hit is, as far as that is known. */
  showPages(pages: ReadonlyMap<string, string>): void {
    for (const item of this.element.querySelectorAll<HTMLElement>('.reading-hit'))
      setText(item.querySelector('.reading-page')!, pages.get(item.dataset['key'] ?? '') ?? '');
  }

  /** Puts the focus on the first hit. */
  focusFirst(): void {
    this.buttons()[0]?.focus();
  }

  private item(hit: Hit, place: number, filler: ReadonlySet<string>): HTMLLIElement {
    const [word, number] = likelihoodText(hit);
    return h(
      'li',
      { class: 'reading-hit', 'data-outcome': hit.outcome, 'data-likelihood': likelihoodOf(hit), 'data-key': keyOf(hit) },
      h('span', { class: 'reading-place', 'aria-hidden': 'true' }, String(place)),
      h(
        'h3',
        {},
        h('button', { class: 'reading-title', type: 'button', 'data-key': keyOf(hit), onclick: () => this.onOpen(hit) }, titleOf(hit)),
      ),
      h('p', { class: 'reading-text clamped' }, ...markedStart(hit, filler)),
      h(
        'p',
        { class: 'reading-facts' },
        h('span', { class: 'hit-id' }, hit.documentId),
        h('span', { class: 'reading-page' }),
        ...(hit.heading === '' || hit.heading === hit.title ? [] : [h('span', { class: 'hit-heading' }, hit.heading)]),
        ...metadataChips(hit.metadata),
      ),
      h(
        'p',
        { class: 'reading-ranks' },
        h('span', { class: 'reading-likelihood' }, word),
        number !== '' &&
          h('span', { class: 'reading-probability', title: 'by the cross-encoder, which read query and passage together' }, number),
        chip('BM25', hit.bm25?.rank),
        chip('Bi-encoder', hit.biEncoder?.rank),
        chip('Fused', hit.fused.rank),
      ),
    );
  }

  private buttons(): HTMLButtonElement[] {
    return [...this.element.querySelectorAll<HTMLButtonElement>('.reading-title')];
  }

  private step(event: KeyboardEvent): void {
    const by = ['ArrowDown', 'j'].includes(event.key) ? 1 : ['ArrowUp', 'k'].includes(event.key) ? -1 : 0;
    if (by === 0 || event.ctrlKey || event.metaKey || event.altKey) return;
    const buttons = this.buttons();
    const next = buttons[buttons.indexOf(document.activeElement as HTMLButtonElement) + by];
    if (next === undefined) return;
    event.preventDefault();
    next.focus();
  }
}
