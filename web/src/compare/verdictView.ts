import type { Comparison } from '../engine/comparing/comparison';
import { remarksOn, verdictOf } from '../engine/comparing/verdict';
import { h, setText } from '../shell/dom';

/** What happened, in words, once all is scored; what has to be said besides. */
export class VerdictView {
  readonly element: HTMLElement;
  readonly remarks = h('ul', { class: 'remarks plain' });
  private readonly sentence = h('p', { class: 'verdict', role: 'status' });
  private readonly progress = h('p', { class: 'progress-line', hidden: true });

  constructor() {
    this.element = h('div', { class: 'verdict-box' }, this.sentence, this.progress);
  }

  show(comparison: Comparison): void {
    const { corpus, queryEmbedding, pairs, finished } = comparison;
    const [done, of] = [corpus, queryEmbedding, pairs].reduce(([d, o], cost) => [d + cost.runs + cost.reused, o + cost.of], [0, 0]);
    this.sentence.hidden = !finished;
    this.progress.hidden = finished;
    setText(this.progress, `Scored ${done} of ${of} texts and pairs …`);
    if (finished)
      this.say(verdictOf(comparison), comparison.passages.map((passage) => passage.label));
    const remarks = finished ? remarksOn(comparison) : [];
    this.remarks.replaceChildren(...remarks.slice(0, 12).map((remark) => h('li', {}, remark)),
      ...(remarks.length > 12 ? [h('li', {}, `And ${remarks.length - 12} more like these; the cards say which.`)] : []));
  }

  /** Shows that no result belongs to what is written. */
  clear(): void {
    this.sentence.replaceChildren();
    this.progress.hidden = true;
    this.remarks.replaceChildren();
  }

  /** The sentence, with passages' names as they are on the cards. */
  private say(verdict: string, labels: readonly string[]): void {
    if (this.sentence.textContent === verdict)
      return;
    const names = new RegExp(`(?<=put |moved |move is )(?:${labels.join('|')})(?=[ .,;])`, 'g');
    const parts: Array<Node | string> = [];
    let at = 0;
    for (const { 0: name, index } of verdict.matchAll(names)) {
      parts.push(verdict.slice(at, index), h('span', { class: 'badge' }, name));
      at = index + name.length;
    }
    this.sentence.replaceChildren(...parts, verdict.slice(at));
  }
}
