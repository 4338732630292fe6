import type { ComparedPassage, PassageState } from '../../engine/comparing/comparison';
import { place, type Scale } from '../../rankColumns/scales';
import { h, setText } from '../../ui/dom';
import { cosineText, logitText, probabilityText } from '../../ui/figures';

/** A passage in one of the two columns. */
export class Card {
  readonly item: HTMLLIElement;
  private readonly rank = h('span', { class: 'rank' });
  private readonly badge = h('span', { class: 'badge' });
  private readonly text = h('span', { class: 'card-text clamped' });
  private readonly bar = h('span', { class: 'bar-fill' });
  private readonly value = h('span', { class: 'score rank-score' });
  private readonly moved: HTMLElement | null;
  private readonly button: HTMLButtonElement;

  /** @param onPoint Called with true when the card is pointed at or focused, false when no more. */
  constructor(
    private readonly side: 'bi' | 'cross',
    onOpen: () => void,
    onPoint: (on: boolean) => void,
  ) {
    this.moved = side === 'cross' ? h('span', { class: 'moved' }) : null;
    this.button = h(
      'button',
      {
        class: 'card rank-card',
        type: 'button',
        onclick: onOpen,
        onpointerenter: () => onPoint(true),
        onpointerleave: () => onPoint(false),
        onfocus: () => onPoint(true),
        onblur: () => onPoint(false),
      },
      h('span', { class: 'visually-hidden' }, 'Rank '),
      this.rank,
      h('span', { class: 'visually-hidden' }, ', passage '),
      this.badge,
      this.moved,
      h('span', { class: 'visually-hidden' }, ': '),
      this.text,
      h('span', { class: 'bar-track', 'aria-hidden': 'true' }, h('span', { class: 'bar-zero' }), this.bar),
      this.value,
    );
    this.item = h('li', { class: 'row' }, this.button);
  }

  get focused(): boolean {
    return document.activeElement === this.button;
  }

  focus(): void {
    this.button.focus({ preventScroll: true });
  }

  /** @param answers Whether the sample's judgements call it the answer. */
  show(passage: ComparedPassage, scale: Scale, answers: boolean): void {
    const stage = this.side === 'bi' ? passage.biEncoder : passage.crossEncoder;
    const waiting = stage.state === 'waiting';
    setText(this.rank, waiting ? '·' : String(stage.rank));
    setText(this.badge, passage.label);
    setText(this.text, stage.state === 'blank' && passage.text.trim() === '' ? '(empty)' : passage.text);
    this.button.dataset['state'] = stage.state;
    this.button.classList.toggle('first', stage.rank === 1 && stage.state === 'scored');
    this.showBar(this.side === 'bi' ? passage.biEncoder.similarity : passage.crossEncoder.logit, scale);
    this.value.replaceChildren(...(answers ? [answerMark()] : []), ...this.score(passage, stage.state, stage.droppedTokens));
    if (this.moved !== null) this.showMoved(this.moved, passage);
  }

  lit(on: boolean): void {
    this.button.classList.toggle('lit', on);
  }

  private showBar(value: number | null, scale: Scale): void {
    const [origin, end] = [place(scale, scale.origin), place(scale, value ?? scale.origin)];
    this.button.style.setProperty('--from', String(Math.min(origin, end)));
    this.button.style.setProperty('--length', String(Math.abs(end - origin)));
    this.button.style.setProperty('--zero', String(origin));
    this.button.classList.toggle('below', end < origin);
  }

  private score(passage: ComparedPassage, state: PassageState, dropped: number): HTMLElement[] {
    if (state === 'waiting') return [h('span', { class: 'quiet' }, 'waiting')];
    if (state === 'blank') return [h('span', { class: 'quiet' }, 'not given to the model')];
    const tokens = this.side === 'bi' ? passage.biEncoder.tokens : passage.crossEncoder.tokens;
    const cut = [
      h('span', { class: 'token-count quiet' }, `${tokens} tokens`),
      ...(dropped > 0 ? [h('span', { class: 'cut', title: `${dropped} tokens did not fit` }, `${dropped} cut`)] : []),
      h('span', { class: 'space' }),
    ];
    if (this.side === 'bi') return [...cut, named('cosine', cosineText(passage.biEncoder.similarity), 'main')];
    return [
      ...cut,
      named('logit', logitText(passage.crossEncoder.logit), 'main'),
      named('probability', probabilityText(passage.crossEncoder.probability), 'quiet probability'),
    ];
  }

  private showMoved(element: HTMLElement, { moved, biEncoder, crossEncoder }: ComparedPassage): void {
    const known = biEncoder.state !== 'waiting' && crossEncoder.state !== 'waiting';
    element.dataset['way'] = !known ? 'unknown' : moved > 0 ? 'up' : moved < 0 ? 'down' : 'same';
    element.replaceChildren(
      ...(!known
        ? []
        : moved === 0
          ? [h('span', { 'aria-hidden': 'true' }, '='), h('span', { class: 'visually-hidden' }, ', same place')]
          : [
              h('span', { 'aria-hidden': 'true' }, moved > 0 ? `▲ ${moved}` : `▼ ${-moved}`),
              h('span', { class: 'visually-hidden' }, `, ${moved > 0 ? 'up' : 'down'} ${Math.abs(moved)}`),
            ]),
    );
  }
}

function named(name: string, value: string, kind: string): HTMLElement {
  return h('span', { class: kind, title: name }, h('span', { class: 'visually-hidden' }, ` ${name} `), value);
}

function answerMark(): HTMLElement {
  return h('span', { class: 'answers', title: 'judged to answer the query' }, '✓', h('span', { class: 'answers-word' }, ' the answer'));
}
