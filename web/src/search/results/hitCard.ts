import { h } from '../../ui/dom';
import { cosineText, logitText, none, probabilityText, scoreText } from '../../ui/figures';
import type { Hit, Outcome } from '../server/contract';
import type { Entry, StageName } from './columns';
import { metadataChips } from './metadata';
import { markedStart } from './passageText';

/** What became of a hit that the cross-encoder has no score for. */
export const outcomeText: Readonly<Record<Exclude<Outcome, 'reranked'>, string>> = {
  pending: 'being reranked',
  notAsked: 'not reranked',
  belowDepth: 'below the depth, not read',
  outOfTime: 'out of time, not read',
  withoutWords: 'no words to read',
};

/** A hit in one of the columns. */
export class HitCard {
  readonly item: HTMLLIElement;
  private readonly button: HTMLButtonElement;
  private open: () => void = () => undefined;

  constructor(
    private readonly stage: StageName,
    onPoint: (on: boolean) => void,
  ) {
    this.button = h('button', {
      class: 'hit rank-card',
      type: 'button',
      onclick: () => this.open(),
      onpointerenter: () => onPoint(true),
      onpointerleave: () => onPoint(false),
      onfocus: () => onPoint(true),
      onblur: () => onPoint(false),
    });
    this.item = h('li', { class: 'hit-row' }, this.button);
  }

  /** @param full The length of a full bar, in the column's scores. */
  show(entry: Entry, full: number, onOpen: () => void): void {
    this.open = onOpen;
    const { hit, rank, score } = entry;
    const bar = h('span', { class: 'bar-fill' });
    bar.style.setProperty('--length', String(full > 0 ? Math.max(0, Math.min(1, score / full)) : 0));
    this.button.dataset['outcome'] = hit.outcome;
    this.button.classList.toggle('first', rank === 1);
    this.button.replaceChildren(
      h(
        'span',
        { class: 'hit-head' },
        h('span', { class: 'visually-hidden' }, 'Rank '),
        h('span', { class: 'rank' }, String(rank)),
        h('span', { class: 'hit-title clamped' }, titleOf(hit)),
        ...(this.stage === 'final' ? [moved(hit)] : []),
      ),
      ...(this.stage === 'final' ? this.detail(hit) : [h('span', { class: 'hit-facts' }, h('span', { class: 'hit-id' }, hit.documentId))]),
      h('span', { class: 'hit-score rank-score' }, ...this.scores(entry)),
      h('span', { class: 'bar-track', 'aria-hidden': 'true' }, bar),
    );
  }

  lit(on: boolean): void {
    this.button.classList.toggle('lit', on);
  }

  private detail(hit: Hit): HTMLElement[] {
    return [
      h('span', { class: 'hit-text clamped' }, ...markedStart(hit)),
      h(
        'span',
        { class: 'hit-facts' },
        h('span', { class: 'hit-id' }, hit.documentId),
        ...(hit.heading === '' || hit.heading === hit.title ? [] : [h('span', { class: 'hit-heading' }, hit.heading)]),
        ...metadataChips(hit.metadata),
      ),
      h(
        'span',
        { class: 'hit-ranks' },
        chip('BM25', hit.bm25?.rank),
        chip('Bi-encoder', hit.biEncoder?.rank),
        chip('Fused', hit.fused.rank),
      ),
    ];
  }

  private scores({ hit, score }: Entry): HTMLElement[] {
    switch (this.stage) {
      case 'bm25':
        return [value('BM25', score.toFixed(2))];
      case 'biEncoder':
        return [value('cosine', cosineText(score))];
      case 'fused':
        return [value('fused', scoreText(score))];
      case 'final': {
        const read = hit.crossEncoder;
        const cross =
          read === null
            ? h('span', { class: 'quiet' }, outcomeText[hit.outcome as keyof typeof outcomeText] ?? hit.outcome)
            : h(
                'span',
                { class: 'cross-read' },
                `cross-encoder ${read.rank}: `,
                value('logit', logitText(read.logit)),
                h('span', { class: 'quiet probability', title: 'probability' }, ` ${probabilityText(read.probability)}`),
              );
        return [cross, value('final', hit.outcome === 'pending' ? none : scoreText(score))];
      }
    }
  }
}

export function titleOf(hit: Hit): string {
  return hit.title !== '' ? hit.title : hit.documentId;
}

function value(name: string, text: string): HTMLElement {
  return h('span', { class: 'main', title: name }, h('span', { class: 'visually-hidden' }, ` ${name} `), text);
}

/** The rank that a stage gave. */
export function chip(stage: string, rank: number | undefined): HTMLElement {
  return h('span', { class: 'rank-chip' }, `${stage} `, h('b', {}, rank === undefined ? none : String(rank)));
}

/** How far the cross-encoder moved a hit from its fused place. */
function moved(hit: Hit): HTMLElement {
  if (hit.outcome === 'pending') return h('span', { class: 'moved', 'data-way': 'unknown' });
  const by = hit.fused.rank - hit.rank;
  if (by === 0)
    return h(
      'span',
      { class: 'moved', 'data-way': 'same' },
      h('span', { 'aria-hidden': 'true' }, '='),
      h('span', { class: 'visually-hidden' }, ', same place'),
    );
  return h(
    'span',
    { class: 'moved', 'data-way': by > 0 ? 'up' : 'down' },
    h('span', { 'aria-hidden': 'true' }, by > 0 ? `▲ ${by}` : `▼ ${-by}`),
    h('span', { class: 'visually-hidden' }, `, ${by > 0 ? 'up' : 'down'} ${Math.abs(by)}`),
  );
}
