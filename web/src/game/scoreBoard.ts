import { h } from '../ui/dom';
import { rounds } from './rounds';

/** Round by round, who has found the answer: the visitor and both models, in three rows. */
export class ScoreBoard {
  private readonly rows = [
    { name: 'You', kind: 'you', pick: (i: number, picks: readonly number[]) => picks[i]! },
    { name: 'Bi-encoder', kind: 'bi', pick: (i: number) => rounds[i]!.biEncoder },
    { name: 'Cross-encoder', kind: 'cross', pick: (i: number) => rounds[i]!.crossEncoder },
  ];
  readonly element = h('ul', { class: 'score-board plain', 'aria-label': 'Scores so far' });

  show(picks: readonly number[]): void {
    this.element.replaceChildren(
      ...this.rows.map(({ name, kind, pick }) => {
        const found = picks.map((_, i) => pick(i, picks) === rounds[i]!.answer);
        const score = found.filter(Boolean).length;
        return h(
          'li',
          { class: kind },
          h('span', { class: 'score-name' }, name),
          h(
            'span',
            { class: 'score-dots', 'aria-hidden': 'true' },
            ...rounds.map((_, i) => h('span', { class: found[i] === undefined ? '' : found[i] ? 'dot-found' : 'dot-missed' })),
          ),
          h('span', { class: 'score-sum' }, `${score} of ${picks.length}`),
        );
      }),
    );
  }
}
