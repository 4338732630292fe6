import { Dialog } from '../../ui/dialog';
import { h } from '../../ui/dom';
import { cosineText, logitText, none, probabilityText, scoreText } from '../../ui/figures';
import type { Hit } from '../server/contract';
import { keyOf } from './columns';
import { outcomeText, titleOf } from './hitCard';
import { metadataText } from './metadata';
import { markedText } from './passageText';

/** A hit with its whole passage, where it is in its document, and its way through the stages. */
export class HitDetails {
  private readonly dialog = new Dialog('hit-title');
  private hits: readonly Hit[] = [];
  private place = -1;

  get element(): HTMLDialogElement {
    return this.dialog.element;
  }

  constructor() {
    this.element.addEventListener('keydown', ({ key }) => {
      if (key === 'ArrowLeft') this.step(-1);
      if (key === 'ArrowRight') this.step(1);
    });
  }

  /** @param hits The hits to step through. */
  show(hit: Hit, hits: readonly Hit[]): void {
    this.hits = hits;
    this.place = hits.findIndex((other) => keyOf(other) === keyOf(hit));
    const { crossEncoder } = hit;
    this.dialog.show(
      h('h2', { id: 'hit-title' }, titleOf(hit)),
      h(
        'p',
        { class: 'grade' },
        `Document ${hit.documentId}, passage ${hit.passage + 1}, characters ${hit.range[0]} to ${hit.range[1]}` +
          (hit.heading === '' ? '.' : `, under “${hit.heading}”.`),
      ),
      h('p', { class: 'whole-text' }, ...markedText(hit)),
      h(
        'table',
        {},
        h('thead', {}, h('tr', {}, ...['Stage', 'Rank', 'Score'].map((name) => h('th', { scope: 'col' }, name)))),
        h(
          'tbody',
          {},
          row('BM25', hit.bm25?.rank, hit.bm25?.score.toFixed(3) ?? 'none of the query’s words'),
          row(
            'Bi-encoder',
            hit.biEncoder?.rank,
            hit.biEncoder === null ? 'not among its candidates' : `cosine ${cosineText(hit.biEncoder.similarity)}`,
          ),
          row('Fused', hit.fused.rank, scoreText(hit.fused.score)),
          row(
            'Cross-encoder',
            crossEncoder?.rank,
            crossEncoder === null
              ? (outcomeText[hit.outcome as keyof typeof outcomeText] ?? hit.outcome)
              : `logit ${logitText(crossEncoder.logit)}, probability ${probabilityText(crossEncoder.probability)}` +
                  (crossEncoder.droppedTokens > 0 ? `; ${crossEncoder.droppedTokens} tokens did not fit` : ''),
          ),
          row('Final', hit.rank, hit.outcome === 'pending' ? none : scoreText(hit.finalScore)),
        ),
      ),
      ...metadataTable(hit),
      ...this.steps(),
    );
  }

  private steps(): HTMLElement[] {
    if (this.place < 0 || this.hits.length < 2) return [];
    const button = (label: string, by: number) =>
      h(
        'button',
        { class: 'quiet-button', type: 'button', disabled: this.hits[this.place + by] === undefined, onclick: () => this.step(by) },
        label,
      );
    return [
      h(
        'nav',
        { class: 'hit-steps', 'aria-label': 'Hits' },
        button('Previous hit', -1),
        h('span', { class: 'quiet' }, `${this.place + 1} of ${this.hits.length}`),
        button('Next hit', 1),
      ),
    ];
  }

  private step(by: number): void {
    const next = this.place < 0 ? undefined : this.hits[this.place + by];
    if (next !== undefined) this.show(next, this.hits);
  }
}

function row(name: string, rank: number | undefined, score: string): HTMLElement {
  return h('tr', {}, h('th', { scope: 'row' }, name), h('td', {}, rank === undefined ? none : String(rank)), h('td', {}, score));
}

function metadataTable({ metadata }: Hit): HTMLElement[] {
  const entries = Object.entries(metadata);
  if (entries.length === 0) return [];
  return [
    h(
      'section',
      {},
      h('h3', {}, 'Metadata'),
      h(
        'table',
        {},
        h('tbody', {}, ...entries.map(([name, value]) => h('tr', {}, h('th', { scope: 'row' }, name), h('td', {}, metadataText(value))))),
      ),
    ),
  ];
}
