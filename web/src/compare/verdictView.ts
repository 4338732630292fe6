import type { Comparison } from '../engine/comparing/comparison';
import { remarksOn, verdictOf } from '../engine/comparing/verdict';
import type { EngineStatus } from '../engine/engine';
import { h, setText } from '../ui/dom';
import { megabytes } from '../ui/figures';
import './verdictView.css';

/** What happened, in words, once all is scored; before, what is under way, or why nothing is. And what has to be said besides. */
export class VerdictView {
  readonly element: HTMLElement;
  readonly remarks = h('ul', { class: 'remarks plain' });
  private readonly sentence = h('p', { class: 'verdict', role: 'status' });
  private readonly progress = h('p', { class: 'progress-line', hidden: true });
  private readonly noResult = h('p', { class: 'no-result', hidden: true });
  private readonly more = h('p', { class: 'no-result-more', hidden: true });
  private comparison: Comparison | null = null;
  private status: EngineStatus = { phase: 'loading', loaded: 0, total: 0, kept: true };
  private refused = false;

  constructor() {
    this.element = h('div', { class: 'verdict-box' }, this.sentence, this.progress, this.noResult, this.more);
  }

  /** Takes over what the models are at: until there is a first score, that is what the visitor waits for. */
  tell(status: EngineStatus): void {
    this.status = status;
    if (!this.refused) this.draw();
  }

  show(comparison: Comparison): void {
    this.comparison = comparison;
    this.refused = false;
    this.draw();
  }

  /** Says why what is written has no result; nothing else stays here. */
  refuse(title: string, more: string): void {
    this.refused = true;
    this.comparison = null;
    this.sentence.replaceChildren();
    this.remarks.replaceChildren();
    this.put('', title, more);
  }

  private draw(): void {
    const { comparison } = this;
    const [done, of] = comparison === null ? [0, 0] : doneOf(comparison);
    const finished = comparison !== null && comparison.finished;
    const remarks = finished ? remarksOn(comparison) : [];
    this.remarks.replaceChildren(
      ...remarks.slice(0, 12).map((remark) => h('li', {}, remark)),
      ...(remarks.length > 12 ? [h('li', {}, `And ${remarks.length - 12} more like these; the cards say which.`)] : []),
    );
    this.sentence.hidden = !finished;
    if (finished) {
      this.put('', '', '');
      this.say(
        verdictOf(comparison),
        comparison.passages.map((passage) => passage.label),
      );
    } else if (done > 0 || (of > 0 && this.status.phase === 'ready')) {
      this.put(`Scored ${done} of ${of} texts and pairs …`, '', '');
    } else {
      this.put(...whatIsAwaited(this.status));
    }
  }

  private put(progress: string, noResult: string, more: string): void {
    for (const [element, text] of [
      [this.progress, progress],
      [this.noResult, noResult],
      [this.more, more],
    ] as const) {
      element.hidden = text === '';
      setText(element, text);
    }
  }

  /** The sentence, with passages' names as they are on the cards. */
  private say(verdict: string, labels: readonly string[]): void {
    if (this.sentence.textContent === verdict) return;
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

function doneOf({ corpus, queryEmbedding, pairs }: Comparison): readonly [done: number, of: number] {
  return [corpus, queryEmbedding, pairs].reduce<[number, number]>(([d, o], cost) => [d + cost.runs + cost.reused, o + cost.of], [0, 0]);
}

/** What a visitor without any score waits for: the line of progress, or that there will be none, and what is to be said of it. */
function whatIsAwaited(status: EngineStatus): [progress: string, noResult: string, more: string] {
  switch (status.phase) {
    case 'loading':
      return [
        status.loaded === 0 ? 'Loading both models …' : `Loading both models: ${megabytes(status.loaded)} of ${megabytes(status.total)} …`,
        '',
        (status.kept && status.loaded > 0
          ? 'They come from this browser, which kept them.'
          : 'This browser keeps them for the next time.') + ' The bi-encoder’s ranking is shown first, the cross-encoder’s after it.',
      ];
    case 'starting':
      return ['Both models are loaded. Starting …', '', ''];
    case 'ready':
      return ['', '', ''];
    case 'failed':
      return ['', 'The models do not run, so nothing is ranked.', status.sentence];
  }
}
