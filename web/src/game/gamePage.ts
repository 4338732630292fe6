import type { App, Page, PageView } from '../page';
import { h, setText } from '../ui/dom';
import { packPicks, rounds, scoreOf, unpackPicks } from './rounds';
import { ScoreBoard } from './scoreBoard';
import { scoreCard } from './scoreCard';
import './game.css';

export const gamePage: Page = { name: 'play', label: 'Play', create: (app) => new GamePage(app) };

/** "Spot the answer": ten rounds against both models, on recorded results. */
class GamePage implements PageView {
  readonly element: HTMLElement;
  private readonly challenge = h('p', { class: 'game-challenge', hidden: true });
  private readonly round = h('section', { class: 'game-round', 'aria-label': 'Round' });
  private readonly said = h('p', { class: 'game-said', role: 'status' });
  private readonly next = h('button', { class: 'strong-button', type: 'button', hidden: true, onclick: () => this.goOn() });
  private readonly board = new ScoreBoard();
  private picks: number[] = [];
  private shown = false;

  constructor(private readonly app: App) {
    this.element = h(
      'article',
      { class: 'game' },
      h('h1', {}, 'Spot the answer'),
      h(
        'div',
        { class: 'game-top' },
        h(
          'p',
          { class: 'game-lead' },
          'Ten questions, four passages each. You tap the one that answers; then both models show their picks.',
        ),
        this.board.element,
      ),
      this.challenge,
      this.round,
      h('div', { class: 'game-foot' }, this.said, this.next),
    );
    this.element.addEventListener('keydown', (event) => this.key(event));
    this.ask();
  }

  title(): string {
    return 'Spot the answer';
  }

  /** A link to a finished game challenges who opens it. */
  show(rest: string): void {
    const picks = rest === '' ? null : unpackPicks(rest);
    this.challenge.hidden = rest === '';
    setText(
      this.challenge,
      picks === null
        ? 'The link is of another version of this game, so there is no score to beat.'
        : `Beat ${scoreOf(picks)} of ${rounds.length}.`,
    );
  }

  private ask(): void {
    const round = rounds[this.picks.length]!;
    this.shown = false;
    this.board.element.hidden = false;
    this.board.show(this.picks);
    setText(this.said, `Round ${this.picks.length + 1} of ${rounds.length}`);
    this.next.hidden = true;
    this.round.replaceChildren(
      h('h2', {}, `“${round.query}”`),
      h(
        'ol',
        { class: 'game-choices' },
        ...round.passages.map((text, i) =>
          h(
            'li',
            {},
            h('button', { class: 'game-choice', type: 'button', onclick: () => this.pick(i) }, h('span', { class: 'game-text' }, text)),
          ),
        ),
      ),
    );
  }

  private pick(choice: number): void {
    if (this.shown) return;
    const round = rounds[this.picks.length]!;
    this.picks.push(choice);
    this.shown = true;
    [...this.round.querySelectorAll<HTMLButtonElement>('.game-choice')].forEach((button, i) => {
      button.disabled = true;
      button.classList.toggle('answer', i === round.answer);
      button.classList.toggle('missed', i === choice && choice !== round.answer);
      button.append(
        h(
          'span',
          { class: 'game-picks' },
          i === round.answer && h('span', { class: 'answers' }, '✓ the answer'),
          i === choice && h('span', { class: 'game-pick you' }, 'You'),
          i === round.biEncoder && h('span', { class: 'game-pick bi' }, 'Bi-encoder'),
          i === round.crossEncoder && h('span', { class: 'game-pick cross' }, 'Cross-encoder'),
        ),
      );
    });
    this.board.show(this.picks);
    setText(this.said, outcome(round, choice));
    this.next.hidden = false;
    setText(this.next, this.picks.length < rounds.length ? 'Next question' : 'Show the score');
    this.next.focus({ preventScroll: true });
  }

  private goOn(): void {
    if (this.picks.length < rounds.length) {
      this.ask();
      this.round.querySelector<HTMLElement>('.game-choice')?.focus({ preventScroll: true });
      return scrollTo({ top: 0 });
    }
    this.app.setRest(gamePage.name, packPicks(this.picks));
    this.next.hidden = true;
    setText(this.said, '');
    this.challenge.hidden = this.board.element.hidden = true;
    this.round.replaceChildren(
      scoreCard(this.picks, () => {
        this.picks = [];
        this.app.setRest(gamePage.name, '');
        this.ask();
      }),
    );
    scrollTo({ top: 0 });
  }

  private key(event: KeyboardEvent): void {
    const choice = '1234'.indexOf(event.key);
    if (choice < 0 || event.key === '' || event.ctrlKey || event.metaKey || event.altKey || this.picks.length >= rounds.length) return;
    event.preventDefault();
    this.pick(choice);
  }
}

/** "You found it, and so did both models." */
function outcome({ answer, biEncoder, crossEncoder }: (typeof rounds)[number], choice: number): string {
  const found = [biEncoder === answer && 'bi-encoder', crossEncoder === answer && 'cross-encoder'].filter((name) => name !== false);
  const right = choice === answer;
  if (found.length === 2) return right ? 'You found it, and so did both models.' : 'That is not the answer; both models found it.';
  if (found.length === 0) return right ? 'You found it, and neither model did.' : 'That is not the answer, and neither model found it.';
  return right ? `You found it, and of the models the ${found[0]}.` : `That is not the answer; of the models the ${found[0]} found it.`;
}
