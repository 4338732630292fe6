import type { Comparison, Passage } from '../engine/comparing/comparison';
import { sentenceFor } from '../engine/engineError';
import { biEncoderName, crossEncoderName } from '../engine/loading/modelSource';
import { isBlank } from '../engine/tokenization/blankText';
import { h, svg } from '../shell/dom';
import type { App, Page, PageView } from '../shell/page';
import { Board } from './board/board';
import { Details } from './board/details';
import { Editor } from './editor';
import { allScenarios, gradeWords, type Scenario } from './scenarios/scenario';
import { ScenarioPicker } from './scenarios/scenarioPicker';
import { Actions } from './sharing/actions';
import { packState, unpackState } from './sharing/shareLink';
import { VerdictView } from './verdictView';

/** How long after a key the page waits for the next one. */
const pause = 220;

export const comparePage: Page = { name: 'compare', label: 'Compare', create: (app) => new ComparePage(app) };

class ComparePage implements PageView {
  readonly element: HTMLElement;
  private readonly picker = new ScenarioPicker((scenario) => this.choose(scenario));
  private readonly editor = new Editor(() => this.edited());
  private readonly verdict = new VerdictView();
  private readonly actions = new Actions(() => this.link());
  private readonly board = new Board((index) => this.open(index), (index) => this.scenario?.passages[index]?.grade === 3);
  private readonly details = new Details();
  private scenario: Scenario | null = null;
  private latest: Comparison | null = null;
  private running = new AbortController();
  private timer = 0;
  private frame = 0;
  private address = '';

  constructor(private readonly app: App) {
    this.element = h('div', { class: 'compare' },
      h('section', { class: 'ask', 'aria-label': 'Query and passages' }, intro(), this.picker.element, this.editor.element),
      h('section', { class: 'answer', 'aria-label': 'Both rankings' },
        this.verdict.element, this.actions.element, this.board.element, this.verdict.remarks),
      this.details.element);
    this.choose(allScenarios[0]!);
  }

  /** Opens what a link carries; without one, what is on the page stays. */
  show(rest: string): void {
    if (rest === '' || rest === this.address)
      return;
    this.address = rest;
    unpackState(rest).then(
      ({ query, passages }) => this.put(query, passages, null),
      (error: unknown) => this.editor.complain(sentenceFor(error)));
  }

  private choose(scenario: Scenario): void {
    this.put(scenario.query, scenario.passages, scenario);
    this.setAddress('');
  }

  private put(query: string, passages: readonly Passage[], scenario: Scenario | null): void {
    this.scenario = scenario;
    this.picker.show(scenario);
    this.editor.write(query, passages);
    this.compare();
  }

  private edited(): void {
    this.scenario = null;
    this.picker.show(null);
    // What is being scored, and what could be copied, belongs to a text that is no more.
    this.actions.offer(null);
    this.running.abort(new DOMException('The text was edited.', 'AbortError'));
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.compare(), pause) as unknown as number;
  }

  private compare(): void {
    clearTimeout(this.timer);
    this.running.abort(new DOMException('Another comparison began.', 'AbortError'));
    const { signal } = (this.running = new AbortController());
    this.actions.offer(null);
    void this.run(signal);
  }

  private async run(signal: AbortSignal): Promise<void> {
    try {
      const [query, passages] = [this.editor.text, this.editor.read()];
      const comparing = this.app.engine.comparer.compare(query, passages, signal, (comparison) => this.showSoon(comparison));
      this.editor.complain(null);
      const comparison = await comparing;
      if (signal.aborted)
        return;
      this.showSoon(comparison);
      this.actions.offer(comparison);
      if (this.scenario === null)
        await this.keepAddress(query, passages);
    } catch (error) {
      if (signal.aborted)
        return;
      // That the engine stopped stands over the page already.
      this.editor.complain(this.app.status.get().phase === 'failed' ? null : sentenceFor(error));
      this.verdict.clear();
      this.board.setStale(true);
    }
  }

  /** Shows a comparison in the next frame; of several in between, the last. */
  private showSoon(comparison: Comparison): void {
    this.latest = comparison;
    if (this.frame !== 0)
      return;
    this.frame = requestAnimationFrame(() => {
      this.frame = 0;
      this.verdict.show(this.latest!);
      this.board.show(this.latest!);
      this.board.setStale(false);
      this.details.update(this.latest!.passages);
    });
  }

  private open(index: number): void {
    const passage = this.latest?.passages[index];
    if (passage === undefined)
      return;
    const explain = (model: typeof biEncoderName | typeof crossEncoderName, query?: string) => this.app.engine
      .run({ kind: 'explain', model, passage: passage.text, ...(query === undefined ? {} : { query }) } as const)
      .then(({ answer }) => answer);
    this.details.show(passage, this.grade(index), isBlank(passage.text) ? null : {
      biEncoder: explain(biEncoderName),
      crossEncoder: explain(crossEncoderName, this.latest!.query),
    });
  }

  /** What the sample's judgements say of a passage, while a scenario is on the page as it came. */
  private grade(index: number): string | undefined {
    const grade = this.scenario?.passages[index]?.grade;
    return grade === undefined ? undefined : gradeWords[grade];
  }

  private async link(): Promise<string> {
    this.setAddress(await packState({ query: this.editor.text, passages: this.editor.read() }));
    return location.href;
  }

  /** Keeps the visitor's own text in the address, so that a reload does not lose it; text too long for a link is not kept. */
  private async keepAddress(query: string, passages: readonly Passage[]): Promise<void> {
    this.setAddress(await packState({ query, passages }).catch(() => ''));
  }

  private setAddress(rest: string): void {
    this.address = rest;
    this.app.setRest(comparePage.name, rest);
  }
}

function intro(): HTMLElement {
  return h('header', { class: 'intro' },
    h('h1', {}, 'Which passage answers?'),
    h('p', {}, 'A bi-encoder and a cross-encoder rank the same passages. Watch what the one changes in the other’s order.'),
    h('p', { class: 'privacy' }, lock(), 'Nothing leaves this page: both models run in this tab.'));
}

function lock(): SVGElement {
  return svg('svg', { viewBox: '0 0 16 16', 'aria-hidden': 'true' },
    svg('path', { d: 'M5 7V5a3 3 0 0 1 6 0v2', class: 'stroke' }),
    svg('rect', { x: 3, y: 7, width: 10, height: 7, rx: 1.5, class: 'solid' }));
}
