import type { Attribution, PartLoss } from '../../engine/attribution/attribution';
import { sentenceFor } from '../../engine/engineError';
import { h, setText } from '../../ui/dom';
import { explained } from '../reading';
import { heated, heatOf, largestLoss, lossOf, type Side } from './heat';
import './attributionView.css';

const listed = 5;

/** Both encoders' attributions of a passage side by side, filled as they come in. */
export class AttributionView {
  readonly element: HTMLElement;
  private readonly said = h('p', { class: 'hint', role: 'status' }, 'Leaving out one word after the other …');
  private readonly sides: Record<Side, { readonly text: HTMLElement; readonly list: HTMLElement }> = { bi: sideOf(), cross: sideOf() };

  constructor() {
    const side = (name: Side, title: string, unit: string) =>
      h(
        'div',
        {},
        h('h4', {}, title, ' ', h('span', { class: 'quiet' }, unit)),
        h('p', { class: `heat-text ${name}` }, this.sides[name].text),
        this.sides[name].list,
      );
    this.element = h(
      'section',
      { class: 'attribution' },
      h('h3', {}, 'What did it read?'),
      this.said,
      h('div', { class: 'attribution-sides' }, side('bi', 'Bi-encoder', 'cosine lost'), side('cross', 'Cross-encoder', 'logit lost')),
    );
  }

  show(attribution: Attribution): void {
    const { done, of, passage, sentences } = attribution;
    setText(this.said, done < of ? `Left out ${done} of ${of} …` : explained + (sentences.length > 0 ? longPassage : ''));
    for (const side of ['bi', 'cross'] as const) {
      const heat = heatOf(attribution, side, largestLoss([attribution], side));
      this.sides[side].text.replaceChildren(...heated(passage, heat));
      this.sides[side].list.replaceChildren(...top(attribution, side));
    }
  }

  fail(error: unknown): void {
    setText(this.said, sentenceFor(error));
  }
}

const longPassage = ' The passage is long: each sentence was left out, then each word of the one that the cross-encoder misses most.';

function sideOf(): { readonly text: HTMLElement; readonly list: HTMLElement } {
  return { text: h('span', {}), list: h('ol', { class: 'lost plain' }) };
}

/** The words that cost most, with what they cost. */
function top({ passage, words }: Attribution, side: Side): HTMLElement[] {
  const known = words.filter((part) => lossOf(part, side) !== null);
  const digits = side === 'bi' ? 3 : 1;
  const value = (part: PartLoss) => lossOf(part, side)!;
  return known
    .sort((a, b) => value(b) - value(a))
    .slice(0, listed)
    .filter((part) => value(part) > 0)
    .map((part) => h('li', {}, passage.slice(part.start, part.end), ' ', h('strong', {}, `−${value(part).toFixed(digits)}`)));
}
