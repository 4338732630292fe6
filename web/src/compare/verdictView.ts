import type { Comparison } from '../engine/comparing/comparison';
import { remarksOn, verdictOf } from '../engine/comparing/verdict';
import { h, setText } from '../shell/dom';

/** What happened, in words, once all is scored; what has to be said besides. */
export class VerdictView {
  readonly element: HTMLElement;
  readonly remarks = h('ul', { class: 'remarks plain' });
  private readonly sentence = h('p', { class: 'verdict', role: 'status' });
  private readonly progress = h('p', { class: 'progress-line' });

  constructor() {
    this.element = h('div', { class: 'verdict-box' }, this.sentence, this.progress);
  }

  show(comparison: Comparison): void {
    const { corpus, queryEmbedding, pairs, finished } = comparison;
    const [done, of] = [corpus, queryEmbedding, pairs].reduce(([d, o], cost) => [d + cost.runs + cost.reused, o + cost.of], [0, 0]);
    this.element.classList.toggle('unfinished', !finished);
    setText(this.progress, finished ? '' : `Scoring: ${done} of ${of} texts and pairs`);
    if (finished)
      setText(this.sentence, verdictOf(comparison));
    const remarks = finished ? remarksOn(comparison) : [];
    this.remarks.replaceChildren(...remarks.slice(0, 12).map((remark) => h('li', {}, remark)),
      ...(remarks.length > 12 ? [h('li', {}, `And ${remarks.length - 12} more like these; the cards say which.`)] : []));
  }

  /** Shows that no result belongs to what is written. */
  clear(sentence: string): void {
    setText(this.sentence, sentence);
    setText(this.progress, '');
    this.remarks.replaceChildren();
  }
}
