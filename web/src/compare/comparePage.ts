import type { Comparison, Passage } from '../engine/comparing/comparison';
import { nothingScored } from '../engine/comparing/nothingScored';
import { sentenceFor } from '../engine/engineError';
import { biEncoderName, crossEncoderName } from '../engine/loading/modelSource';
import { isBlank } from '../engine/tokenization/blankText';
import type { App, Page, PageView } from '../page';
import { h } from '../ui/dom';
import { lock } from '../ui/icons';
import { Board } from './board/board';
import { Details } from './board/details';
import { Editor } from './editor';
import { OwnText } from './ownText';
import { allScenarios, gradeWords, type Scenario } from './scenarios/scenario';
import { type Choice, ScenarioPicker } from './scenarios/scenarioPicker';
import { Actions } from './sharing/actions';
import { packState, type SharedState, unpackState } from './sharing/shareLink';
import { VerdictView } from './verdictView';

/** How long after a key the page waits for the next one. */
const pause = 220;

export const comparePage: Page = { name: 'compare', label: 'Compare', create: (app) => new ComparePage(app) };

class ComparePage implements PageView {
  readonly element: HTMLElement;
  private readonly picker = new ScenarioPicker((choice) => this.choose(choice));
  private readonly editor = new Editor(() => this.edited());
  private readonly verdict = new VerdictView();
  private readonly actions = new Actions(() => this.link());
  private readonly board = new Board(
    (index) => this.open(index),
    (index) => this.scenario?.passages[index]?.grade === 3,
  );
  private readonly details = new Details();
  private readonly own = new OwnText(() => sessionStorage);
  private scenario: Scenario | null = null;
  private linked: SharedState | null = null;
  private latest: Comparison | null = null;
  private running = new AbortController();
  private timer = 0;
  private frame = 0;
  private address = '';

  constructor(private readonly app: App) {
    this.element = h(
      'div',
      { class: 'compare' },
      h('section', { class: 'ask', 'aria-label': 'Query and passages' }, intro(), this.picker.element, this.editor.element),
      h(
        'section',
        { class: 'answer', 'aria-label': 'Both rankings' },
        this.verdict.element,
        this.actions.element,
        this.board.element,
        this.verdict.remarks,
      ),
      this.details.element,
    );
    app.status.follow((status) => this.verdict.tell(status));
    this.choose(this.own.shown ? 'own' : allScenarios[0]!);
  }

  /** Opens what a link carries; without one, what is on the page stays. */
  show(rest: string): void {
    if (rest === '' || rest === this.address) return;
    this.address = rest;
    unpackState(rest).then(
      (state) => {
        if (this.own.isIn(state)) return this.choose('own');
        this.linked = state;
        this.put(state, 'link');
      },
      (error: unknown) => this.editor.complain(sentenceFor(error)),
    );
  }

  private choose(choice: Choice): void {
    this.setAddress('');
    if (choice === 'own') this.putOwn();
    else this.put(choice === 'link' ? this.linked! : choice, choice);
  }

  private put({ query, passages }: SharedState, choice: Scenario | 'link'): void {
    this.mark(choice);
    this.own.setShown(false);
    this.editor.write(query, passages);
    this.compare();
  }

  private putOwn(): void {
    const { draft } = this.own;
    this.mark('own');
    this.own.setShown(true);
    this.editor.restore(draft);
    if (draft !== null) return this.compare();
    this.stop('The visitor begins anew.');
    this.editor.complain(null);
    this.showNoResult('Write a query, and paste or drop some passages.', '');
  }

  /** Notes which text is on the page. */
  private mark(choice: Choice): void {
    this.scenario = typeof choice === 'string' ? null : choice;
    this.picker.show(choice);
  }

  private edited(): void {
    this.mark('own');
    this.own.keep(this.editor.draft);
    this.stop('The text was edited.');
    this.timer = setTimeout(() => this.compare(), pause) as unknown as number;
  }

  private compare(): void {
    this.stop('Another comparison began.');
    const { signal } = (this.running = new AbortController());
    void this.run(signal);
  }

  /** Gives up what is being scored and what could be copied: it belongs to a text that is no more. */
  private stop(reason: string): void {
    clearTimeout(this.timer);
    this.running.abort(new DOMException(reason, 'AbortError'));
    this.actions.offer(null);
  }

  private async run(signal: AbortSignal): Promise<void> {
    try {
      const [query, passages] = [this.editor.text, this.editor.read()];
      const comparing = this.app.engine.comparer.compare(query, passages, signal, (comparison) => this.showSoon(comparison));
      this.editor.complain(null);
      // Until the models are there the passages stand in their places, waiting.
      if (['loading', 'starting'].includes(this.app.status.get().phase)) this.showSoon(nothingScored(query, passages));
      const comparison = await comparing;
      if (signal.aborted) return;
      this.showSoon(comparison);
      this.actions.offer(comparison);
      if (this.scenario === null) await this.keepAddress(query, passages);
    } catch (error) {
      if (signal.aborted) return;
      const status = this.app.status.get();
      // That the engine stopped stands over the page already.
      this.editor.complain(status.phase === 'failed' ? null : sentenceFor(error));
      if (status.phase === 'failed') this.showNoResult('The models do not run, so nothing is ranked.', status.sentence);
      else this.showNoResult('There is no result.', sentenceFor(error));
    }
  }

  /** Has nothing on the page that looks like a result of what is written; where there never was one, no empty frame stays either. */
  private showNoResult(title: string, more: string): void {
    // A picture of the comparison before, that is still to be drawn, would bring it back.
    cancelAnimationFrame(this.frame);
    this.frame = 0;
    const empty =
      this.latest === null ||
      !this.latest.passages.some(({ biEncoder, crossEncoder }) => biEncoder.state === 'scored' || crossEncoder.state === 'scored');
    const before = empty || this.app.status.get().phase === 'failed' ? '' : ' What stands pale below is of the text before.';
    this.verdict.refuse(title, `${more}${before}`.trim());
    this.board.setStale(true);
    this.board.element.hidden = empty;
    this.actions.element.hidden = empty;
  }

  /** Shows a comparison in the next frame; of several in between, the last. */
  private showSoon(comparison: Comparison): void {
    this.latest = comparison;
    if (this.frame !== 0) return;
    this.frame = requestAnimationFrame(() => {
      this.frame = 0;
      this.board.element.hidden = this.actions.element.hidden = false;
      this.verdict.show(this.latest!);
      this.board.show(this.latest!);
      this.board.setStale(false);
      this.details.update(this.latest!.passages);
    });
  }

  private open(index: number): void {
    const passage = this.latest?.passages[index];
    if (passage === undefined) return;
    const explain = (model: typeof biEncoderName | typeof crossEncoderName, query?: string) =>
      this.app.engine
        .run({ kind: 'explain', model, passage: passage.text, ...(query === undefined ? {} : { query }) } as const)
        .then(({ answer }) => answer);
    this.details.show(
      passage,
      this.grade(index),
      isBlank(passage.text)
        ? null
        : {
            biEncoder: explain(biEncoderName),
            crossEncoder: explain(crossEncoderName, this.latest!.query),
          },
    );
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
  return h(
    'header',
    { class: 'intro' },
    h('h1', {}, 'Which passage answers?'),
    h('p', {}, 'A bi-encoder and a cross-encoder rank the same passages. Watch what the one changes in the other’s order.'),
    h('p', { class: 'privacy' }, lock(), 'Nothing leaves this page: both models run in this tab.'),
  );
}
