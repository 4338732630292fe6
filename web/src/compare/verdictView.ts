import type { Comparison } from '../engine/comparing/comparison';
import { remarksOn, verdictOf } from '../engine/comparing/verdict';
import type { EngineStatus } from '../engine/engine';
import type { App } from '../page';
import { h, setText } from '../ui/dom';
import { megabytes, roundSeconds } from '../ui/figures';
import './verdictView.css';

/** What happened, in words, once all is scored; before, what is under way, or why nothing is. And what has to be said besides. */
export class VerdictView {
  readonly element: HTMLElement;
  readonly remarks = h('ul', { class: 'remarks plain' });
  private readonly sentence = h('p', { class: 'verdict', role: 'status' });
  private readonly progress = h('p', { class: 'progress-line', hidden: true });
  private readonly noResult = h('p', { class: 'no-result', hidden: true });
  private readonly more = h('p', { class: 'no-result-more', hidden: true });
  private readonly source = h('p', { class: 'source', hidden: true });
  private readonly load: HTMLButtonElement;
  private readonly stop: HTMLButtonElement;
  private comparison: Comparison | null = null;
  private status: EngineStatus = { phase: 'loading', loaded: 0, total: 0, kept: true };
  private asks = false;
  private refused = false;
  private answers: ReadonlySet<number> = new Set();
  /** When the first score of the comparison came, and how many there were then. */
  private began: { readonly at: number; readonly done: number } | null = null;

  constructor(app: Pick<App, 'status' | 'asks' | 'models'>, onStop: () => void) {
    this.load = h('button', { class: 'quiet-button', type: 'button', hidden: true, onclick: () => app.models.agreed() });
    this.stop = h('button', { class: 'quiet-button', type: 'button', hidden: true, onclick: onStop }, 'Stop');
    this.element = h(
      'div',
      { class: 'verdict-box' },
      this.sentence,
      this.progress,
      this.stop,
      this.noResult,
      this.more,
      h('div', { class: 'source-row' }, this.source, this.load),
    );
    app.status.follow((status) => {
      this.status = status;
      if (!this.refused) this.draw();
      else this.drawSource();
    });
    app.asks.follow((asks) => {
      this.asks = asks;
      if (!this.refused) this.draw();
      else this.drawSource();
    });
  }

  /** @param answers Indexes of the passages that are known to answer. */
  show(comparison: Comparison, answers: ReadonlySet<number>): void {
    if (this.comparison === null || doneOf(comparison)[0] < doneOf(this.comparison)[0]) this.began = null;
    this.comparison = comparison;
    this.answers = answers;
    this.refused = false;
    this.draw();
  }

  /** Says why what is written has no result; nothing else stays here. */
  refuse(title: string, more: string): void {
    this.refused = true;
    this.comparison = null;
    this.began = null;
    this.sentence.replaceChildren();
    this.sentence.hidden = true;
    this.remarks.replaceChildren();
    this.stop.hidden = true;
    this.put('', title, more);
    this.drawSource();
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
    const scoring = !finished && (done > 0 || (of > 0 && this.status.phase === 'ready'));
    this.stop.hidden = !scoring || of < 60;
    if (finished) {
      this.put('', '', '');
      this.say(
        verdictOf(comparison, this.answers),
        comparison.passages.map((passage) => passage.label),
      );
    } else if (scoring) {
      this.put(`Scored ${done} of ${of} texts and pairs …`, '', this.timeLeft(done, of));
    } else {
      this.put(...whatIsAwaited(this.status, this.asks));
    }
    this.drawSource();
  }

  /** Whether the result was recorded, and what it takes to have it from here. */
  private drawSource(): void {
    const { status } = this;
    const recorded = this.comparison?.recorded === true;
    const size = status.phase === 'asleep' ? megabytes(status.bytes) : '';
    this.load.hidden = !(status.phase === 'asleep' && this.asks);
    setText(this.load, recorded ? `Run it here: load ${size}` : `Load both models: ${size}`);
    const live = this.comparison !== null && this.comparison.finished && !recorded;
    this.source.hidden = !recorded && !live;
    this.source.dataset['source'] = recorded ? 'recorded' : 'live';
    const told = `Recorded with these models. ${becomesLive(status, this.asks)}`.trim();
    setText(this.source, recorded ? told : live ? 'Scored in this tab.' : '');
  }

  private timeLeft(done: number, of: number): string {
    const now = performance.now();
    this.began ??= { at: now, done };
    const since = done - this.began.done;
    if (since < 8) return '';
    const left = ((now - this.began.at) / since) * (of - done);
    return left < 3000 ? '' : `About ${roundSeconds(left)} left.`;
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
    const names = new RegExp(`(?<=put |moved |move is |: |, and )(?:${labels.join('|')})(?=[ .,;])`, 'g');
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

function becomesLive(status: EngineStatus, asks: boolean): string {
  switch (status.phase) {
    case 'asleep':
      return asks ? '' : `Live results follow (${megabytes(status.bytes)}, once).`;
    case 'loading':
      return status.kept && status.loaded > 0
        ? 'Live results follow: the models come from this browser.'
        : `Live results follow: ${megabytes(status.loaded)} of ${megabytes(status.total)} loaded.`;
    case 'failed':
      return 'The models do not run here, so it stays.';
    default:
      return 'Live results follow.';
  }
}

/** What a visitor without any score waits for: the line of progress, or that there will be none, and what is to be said of it. */
function whatIsAwaited(status: EngineStatus, asks: boolean): [progress: string, noResult: string, more: string] {
  switch (status.phase) {
    case 'asleep':
      return asks
        ? [
            '',
            'To score your text, both models are loaded.',
            `They are ${megabytes(status.bytes)}, once; this browser keeps them. Your connection is metered, so the page asks first.`,
          ]
        : [`Both models are loaded next: ${megabytes(status.bytes)} …`, '', 'This browser keeps them for the next time.'];
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
      return ['', 'The models do not run, so nothing is ranked.', ''];
  }
}
