import { h } from '../../ui/dom';
import { percentText } from '../../ui/figures';
import type { Hit } from '../server/contract';
import { keyOf } from './columns';
import { chip, outcomeText, titleOf } from './hitCard';
import { metadataChips } from './metadata';
import { markedStart } from './passageText';
import './readingList.css';

/** An answer to read: one column, best first, each hit with its passage, its place in the document and its ranks in the stages. */
export class ReadingList {
  readonly element = h('ol', {
    class: 'reading-list',
    'aria-label': 'Results',
    onkeydown: (event: KeyboardEvent) => this.step(event),
  });

  constructor(private readonly onOpen: (hit: Hit) => void) {}

  show(hits: readonly Hit[]): void {
    const focused = this.buttons().find((button) => button === document.activeElement)?.dataset['key'];
    this.element.replaceChildren(...hits.map((hit, i) => this.item(hit, i + 1)));
    // The order changes while somebody reads; the focus stays on the hit, not on the place.
    if (focused !== undefined)
      this.buttons()
        .find((button) => button.dataset['key'] === focused)
        ?.focus({ preventScroll: true });
  }

  private item(hit: Hit, place: number): HTMLLIElement {
    return h(
      'li',
      { class: 'reading-hit', 'data-outcome': hit.outcome },
      h('span', { class: 'reading-place', 'aria-hidden': 'true' }, String(place)),
      h(
        'h3',
        {},
        h('button', { class: 'reading-title', type: 'button', 'data-key': keyOf(hit), onclick: () => this.onOpen(hit) }, titleOf(hit)),
      ),
      h('p', { class: 'reading-text clamped' }, ...markedStart(hit)),
      h(
        'p',
        { class: 'reading-facts' },
        h('span', { class: 'hit-id' }, hit.documentId),
        ...(hit.heading === '' || hit.heading === hit.title ? [] : [h('span', { class: 'hit-heading' }, hit.heading)]),
        ...metadataChips(hit.metadata),
      ),
      h(
        'p',
        { class: 'reading-ranks' },
        h('span', { class: 'reading-probability' }, probability(hit)),
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
    const by = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    if (by === 0 || event.ctrlKey || event.metaKey || event.altKey) return;
    const buttons = this.buttons();
    const next = buttons[buttons.indexOf(document.activeElement as HTMLButtonElement) + by];
    if (next === undefined) return;
    event.preventDefault();
    next.focus();
  }
}

/** The cross-encoder's own probability: the final score compares the hits of one answer, and says nothing of whether one answers. */
function probability({ crossEncoder, outcome }: Hit): string {
  if (crossEncoder === null) return outcomeText[outcome as keyof typeof outcomeText] ?? outcome;
  return `probability ${percentText(crossEncoder.probability)}`;
}
