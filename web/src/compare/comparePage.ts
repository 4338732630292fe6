import type { Comparison, Passage } from '../engine/comparing/comparison';
import { sentenceFor } from '../engine/engineError';
import { biEncoderName, crossEncoderName } from '../engine/loading/modelSource';
import { isBlank } from '../engine/tokenization/blankText';
import { h } from '../shell/dom';
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
  private readonly board = new Board((index) => this.open(index));
  private readonly details = new Details();
  private scenario: Scenario | null = null;
  private latest: Comparison | null = null;
  private running = new AbortController();
  private timer = 0;
  private frame = 0;
  private address = '';

  constructor(private readonly app: App) {
    this.element = h('div', { class: 'compare' },
      h('h1', { class: 'visually-hidden' }, 'Compare a bi-encoder and a cross-encoder'),
      h('section', { class: 'ask', 'aria-label': 'Query and passages' }, this.picker.element, this.editor.element),
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
    // What is being scored belongs to a text that is no more.
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
      this.editor.complain(sentenceFor(error));
      this.verdict.clear('');
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
    });
  }

  private open(index: number): void {
    const passage = this.latest?.passages[index];
    if (passage === undefined)
      return;
    const grade = this.scenario?.passages[index]?.grade;
    const explain = (model: typeof biEncoderName | typeof crossEncoderName, query?: string) => this.app.engine
      .run({ kind: 'explain', model, passage: passage.text, ...(query === undefined ? {} : { query }) } as const)
      .then(({ answer }) => answer);
    this.details.show(passage, grade === undefined ? undefined : gradeWords[grade], isBlank(passage.text) ? null : {
      biEncoder: explain(biEncoderName),
      crossEncoder: explain(crossEncoderName, this.latest!.query),
    });
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
