import type { ComparedPassage, PassageState } from '../../engine/comparing/comparison';
import { place, type Scale } from '../../rankColumns/scales';
import { h, setText } from '../../ui/dom';
import { cosineText, percentText } from '../../ui/figures';
import { type Heat, heated } from './heat';

/** What a card calls when it is used. */
export interface CardEvents {
  readonly open: () => void;
  /** The card is pointed at or focused, or no more. */
  readonly point: (on: boolean) => void;
  /** The visitor says that this passage answers, or that it does not. */
  readonly mark: () => void;
  readonly key: (event: KeyboardEvent) => void;
}

/** Whether a passage answers: known from the example's judgements, said by the visitor, or neither. */
export type AnswerMark = 'judged' | 'marked' | 'unmarked' | 'none';

let cards = 0;

/** A passage in one of the two columns. */
export class Card {
  readonly item: HTMLLIElement;
  private readonly rank = h('span', { class: 'rank' });
  private readonly badge = h('span', { class: 'badge' });
  private readonly text: HTMLElement;
  private readonly bar = h('span', { class: 'bar-fill' });
  private readonly value = h('span', { class: 'score rank-score' });
  private readonly moved: HTMLElement | null;
  private readonly box: HTMLElement;
  private readonly button: HTMLButtonElement;
  private readonly markButton: HTMLButtonElement;
  private shown: { readonly text: string; readonly heat: Heat | null } = { text: '', heat: null };

  constructor(
    private readonly side: 'bi' | 'cross',
    { open, point, mark, key }: CardEvents,
  ) {
    const id = `card-text-${cards++}`;
    this.text = h('span', { class: 'card-text clamped', id });
    this.moved = side === 'cross' ? h('span', { class: 'moved' }) : null;
    // Round the card, without text of its own: its name says in words what is seen, and the passage describes it. A pointer goes to the
    // card below, where its click arrives as well.
    this.button = h('button', { class: 'card-open', type: 'button', 'aria-describedby': id, onkeydown: key });
    this.box = h(
      'div',
      {
        class: 'card rank-card',
        onclick: open,
        onpointerenter: () => point(true),
        onpointerleave: () => point(false),
        onfocusin: () => point(true),
        onfocusout: () => point(false),
      },
      h(
        'div',
        { class: 'card-seen', 'aria-hidden': 'true' },
        this.rank,
        this.badge,
        this.moved,
        this.text,
        h('span', { class: 'bar-track' }, h('span', { class: 'bar-zero' }), this.bar),
        this.value,
      ),
      this.button,
    );
    this.markButton = h('button', { class: 'mark-answer', type: 'button', hidden: true, onclick: mark });
    this.item = h('li', { class: 'row' }, this.box, this.markButton);
  }

  get focused(): boolean {
    return document.activeElement === this.button;
  }

  focus(): void {
    this.button.focus({ preventScroll: true });
  }

  show(passage: ComparedPassage, scale: Scale, answer: AnswerMark): void {
    const stage = this.side === 'bi' ? passage.biEncoder : passage.crossEncoder;
    setText(this.rank, stage.state === 'waiting' ? '·' : String(stage.rank));
    setText(this.badge, passage.label);
    this.showText(stage.state === 'blank' && passage.text.trim() === '' ? '(empty)' : passage.text);
    this.box.dataset['state'] = stage.state;
    this.box.classList.toggle('first', stage.rank === 1 && stage.state === 'scored');
    this.box.classList.toggle('is-answer', answer === 'judged' || answer === 'marked');
    this.showBar(this.side === 'bi' ? passage.biEncoder.similarity : passage.crossEncoder.logit, scale);
    this.value.replaceChildren(...(answer === 'judged' ? [answerMark()] : []), ...this.score(passage, stage.state, stage.droppedTokens));
    if (this.moved !== null) this.showMoved(this.moved, passage);
    this.showMark(passage, answer);
    this.button.setAttribute('aria-label', this.name(passage, stage.state, answer));
  }

  /** Shades the words by what the score loses without them; null takes the shades away. */
  heat(heat: Heat | null): void {
    if (this.shown.heat === heat) return;
    const { text } = this.shown;
    this.shown = { text, heat };
    this.text.replaceChildren(...heated(text, heat));
    this.item.classList.toggle('heated', heat !== null);
  }

  lit(on: boolean): void {
    this.box.classList.toggle('lit', on);
  }

  private showText(text: string): void {
    if (this.shown.text === text) return;
    this.shown = { text, heat: null };
    this.text.replaceChildren(text);
    this.item.classList.remove('heated');
  }

  private showMark({ label }: ComparedPassage, answer: AnswerMark): void {
    this.markButton.hidden = answer !== 'marked' && answer !== 'unmarked';
    this.markButton.setAttribute('aria-pressed', String(answer === 'marked'));
    this.markButton.setAttribute('aria-label', `the answer: passage ${label}`);
    setText(this.markButton, answer === 'marked' ? '✓ the answer' : 'the answer?');
  }

  private showBar(value: number | null, scale: Scale): void {
    const [origin, end] = [place(scale, scale.origin), place(scale, value ?? scale.origin)];
    this.box.style.setProperty('--from', String(Math.min(origin, end)));
    this.box.style.setProperty('--length', String(Math.abs(end - origin)));
    this.box.style.setProperty('--zero', String(origin));
    this.box.classList.toggle('below', end < origin);
  }

  private score(passage: ComparedPassage, state: PassageState, dropped: number): HTMLElement[] {
    if (state === 'waiting') return [h('span', { class: 'quiet' }, 'waiting')];
    if (state === 'blank') return [h('span', { class: 'quiet' }, 'not given to the model')];
    return [
      ...(dropped > 0 ? [h('span', { class: 'cut', title: `${dropped} tokens did not fit` }, `${dropped} cut`)] : []),
      h('span', { class: 'space' }),
      this.side === 'bi'
        ? named('cosine', cosineText(passage.biEncoder.similarity))
        : named('probability', percentText(passage.crossEncoder.probability)),
    ];
  }

  private showMoved(element: HTMLElement, passage: ComparedPassage): void {
    const { moved } = passage;
    const known = bothKnown(passage);
    element.dataset['way'] = !known ? 'unknown' : moved > 0 ? 'up' : moved < 0 ? 'down' : 'same';
    setText(element, !known ? '' : moved === 0 ? '=' : moved > 0 ? `▲ ${moved}` : `▼ ${-moved}`);
  }

  /** "Rank 1, passage C, up 2, probability 99.8 %"; the text is what describes it. */
  private name(passage: ComparedPassage, state: PassageState, answer: AnswerMark): string {
    const { label, moved, biEncoder, crossEncoder } = passage;
    const parts = [`Passage ${label}`];
    if (state === 'waiting') parts.push('waiting');
    else if (state === 'blank') parts.push('not given to the model');
    else {
      parts.unshift(`Rank ${this.side === 'bi' ? biEncoder.rank : crossEncoder.rank}`);
      if (this.side === 'cross' && bothKnown(passage))
        parts.push(moved === 0 ? 'same place' : `${moved > 0 ? 'up' : 'down'} ${Math.abs(moved)}`);
      parts.push(
        this.side === 'bi' ? `cosine ${cosineText(biEncoder.similarity)}` : `probability ${percentText(crossEncoder.probability)}`,
      );
    }
    if (answer === 'judged' || answer === 'marked') parts.push('the answer');
    return parts.join(', ');
  }
}

function bothKnown({ biEncoder, crossEncoder }: ComparedPassage): boolean {
  return biEncoder.state !== 'waiting' && crossEncoder.state !== 'waiting';
}

function named(name: string, value: string): HTMLElement {
  return h('span', { class: 'main', title: name }, value);
}

function answerMark(): HTMLElement {
  return h('span', { class: 'answers', title: 'judged to answer the query' }, '✓ the answer');
}
