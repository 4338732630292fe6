import type { Attribution } from '../../engine/attribution/attribution';
import type { ComparedPassage, PassageState } from '../../engine/comparing/comparison';
import { sentenceFor } from '../../engine/engineError';
import type { Explained } from '../../engine/inference/protocol';
import { Dialog } from '../../ui/dialog';
import { h } from '../../ui/dom';
import { cosineText, count, logitText, none, probabilityText } from '../../ui/figures';
import { movedText } from '../sharing/copies';
import { AttributionView } from './attributionView';
import './details.css';

/** How each model reads a passage. */
export interface Reading {
  readonly biEncoder: Promise<Explained>;
  readonly crossEncoder: Promise<Explained>;
  /** What each score loses without a word. */
  readonly attribute: (signal: AbortSignal, onUpdate: (attribution: Attribution) => void) => Promise<Attribution>;
}

/** A passage's two ranks, its scores, and the tokens that each model read of it. */
export class Details {
  private readonly dialog = new Dialog('details-title');
  private readonly table = h('tbody', {});
  private index = -1;

  get element(): HTMLDialogElement {
    return this.dialog.element;
  }

  show(passage: ComparedPassage, grade: string | undefined, reading: Reading | null): void {
    this.index = passage.index;
    this.fill(passage);
    this.dialog.show(
      h(
        'h2',
        { id: 'details-title' },
        h('span', { class: 'badge' }, passage.label),
        'Passage ',
        passage.label,
        passage.id !== undefined && h('span', { class: 'quiet' }, passage.id),
      ),
      ...(grade === undefined ? [] : [h('p', { class: 'grade' }, grade)]),
      h('p', { class: 'whole-text' }, passage.text.trim() === '' ? '(empty)' : passage.text),
      h(
        'table',
        {},
        h('thead', {}, h('tr', {}, h('td', {}), h('th', { scope: 'col' }, 'Bi-encoder'), h('th', { scope: 'col' }, 'Cross-encoder'))),
        this.table,
      ),
      ...(reading === null
        ? [h('p', {}, 'It is blank: neither model was given it, and it comes last.')]
        : [
            this.attribution(reading),
            tokens('The bi-encoder reads the passage alone', reading.biEncoder),
            tokens('The cross-encoder reads query and passage together', reading.crossEncoder),
          ]),
    );
  }

  /** Runs while the dialog is open. */
  private attribution({ attribute }: Reading): HTMLElement {
    const [view, running] = [new AttributionView(), new AbortController()];
    this.element.addEventListener('close', () => running.abort(), { once: true });
    attribute(running.signal, (soFar) => view.show(soFar)).then(
      (whole) => view.show(whole),
      (error: unknown) => {
        if (!running.signal.aborted) view.fail(error);
      },
    );
    return view.element;
  }

  /** Takes over what has become known of the passage while it is open. */
  update(passages: readonly ComparedPassage[]): void {
    const passage = passages[this.index];
    if (this.element.open && passage !== undefined) this.fill(passage);
  }

  private fill({ biEncoder, crossEncoder, moved }: ComparedPassage): void {
    const known = biEncoder.state !== 'waiting' && crossEncoder.state !== 'waiting';
    this.table.replaceChildren(
      row('Rank', rankText(biEncoder), known ? `${crossEncoder.rank} (${movedText(moved)})` : rankText(crossEncoder)),
      row('Score', `cosine ${cosineText(biEncoder.similarity)}`, `logit ${logitText(crossEncoder.logit)}`),
      row('Probability', none, probabilityText(crossEncoder.probability)),
      row('Tokens read', String(biEncoder.tokens), String(crossEncoder.tokens)),
      row('Tokens cut', String(biEncoder.droppedTokens), String(crossEncoder.droppedTokens)),
    );
  }
}

function rankText({ rank, state }: { readonly rank: number; readonly state: PassageState }): string {
  return state === 'waiting' ? none : String(rank);
}

function row(name: string, bi: string, cross: string): HTMLElement {
  return h('tr', {}, h('th', { scope: 'row' }, name), h('td', {}, bi), h('td', {}, cross));
}

function tokens(title: string, reading: Promise<Explained>): HTMLElement {
  const list = h('p', { class: 'tokens' }, 'Reading …');
  const tally = h('span', { class: 'quiet' });
  reading.then(
    ({ tokens }) => {
      const cut = tokens.filter((token) => !token.kept).length;
      tally.textContent = `${count(tokens.length - cut, 'token')}${cut > 0 ? `, ${cut} more cut` : ''}`;
      list.replaceChildren(
        ...tokens.map(({ piece, part, kept }) => {
          const inside = piece.startsWith('##') ? piece.slice(2) : piece;
          const chip = h('span', { class: `token ${part}${piece.startsWith('##') ? ' inside' : ''}` }, inside);
          return kept ? chip : h('s', { class: 'cut-token' }, chip);
        }),
      );
    },
    (error: unknown) => {
      list.textContent = sentenceFor(error);
    },
  );
  return h('section', {}, h('h3', {}, title, ' ', tally), list);
}
