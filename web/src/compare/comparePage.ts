import type { Comparison, Passage } from '../engine/comparing/comparison';
import { nothingScored } from '../engine/comparing/nothingScored';
import { sentenceFor } from '../engine/engineError';
import { biEncoderName, crossEncoderName } from '../engine/loading/modelSource';
import { isBlank } from '../engine/tokenization/blankText';
import type { App, Page, PageView } from '../page';
import { h } from '../ui/dom';
import { lock } from '../ui/icons';
import { NextFrame } from '../ui/nextFrame';
import { Board } from './board/board';
import { Details } from './board/details';
import { type CompareEvent, type CompareState, hasScores, leave, nextState, noResult } from './compareState';
import { Editor } from './editor';
import { OwnText } from './ownText';
import { allScenarios, gradeWords, type Scenario } from './scenarios/scenario';
import { type Choice, ScenarioPicker } from './scenarios/scenarioPicker';
import { Actions } from './sharing/actions';
import { packState, type SharedState, unpackState } from './sharing/shareLink';
import { VerdictView } from './verdictView';
import './compare.css';

/** How long after a key the page waits for the next one, in milliseconds. */
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
    (index) => this.grade(index) === 3,
  );
  private readonly details = new Details();
  private readonly own = new OwnText(() => sessionStorage);
  private readonly frame = new NextFrame<Comparison>((comparison) => this.draw(comparison));
  private state: CompareState = { phase: 'blank', latest: null };
  /** Which text is on the page. */
  private text: Choice = 'own';
  private linked: SharedState | null = null;
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
    if (draft === null) this.go({ type: 'cleared' });
    else this.compare();
  }

  /** Notes which text is on the page. */
  private mark(choice: Choice): void {
    this.text = choice;
    this.picker.show(choice);
  }

  private edited(): void {
    this.mark('own');
    this.own.keep(this.editor.draft);
    this.go({ type: 'edited', timer: setTimeout(() => this.compare(), pause) as unknown as number });
  }

  private compare(): void {
    const running = new AbortController();
    this.go({ type: 'started', running });
    void this.run(running);
  }

  private async run(running: AbortController): Promise<void> {
    const progress = (comparison: Comparison) => this.go({ type: 'progressed', running, comparison });
    try {
      const [query, passages] = [this.editor.text, this.editor.read()];
      const comparing = this.app.engine.comparer.compare(query, passages, running.signal, progress);
      this.editor.complain(null);
      // Until the models are there the passages stay in their places, waiting.
      if (['loading', 'starting'].includes(this.app.status.get().phase)) progress(nothingScored(query, passages));
      const comparison = await comparing;
      if (running.signal.aborted) return;
      this.go({ type: 'finished', running, comparison });
      if (typeof this.text === 'string') await this.keepAddress(query, passages);
    } catch (error) {
      const status = this.app.status.get();
      if (status.phase === 'failed') this.go({ type: 'stopped', running, sentence: status.sentence });
      else this.go({ type: 'refused', running, sentence: sentenceFor(error) });
    }
  }

  /** Takes an event, and shows what has changed by it. */
  private go(event: CompareEvent): void {
    const [before, now] = [this.state, nextState(this.state, event)];
    if (now === before) return;
    leave(before, now);
    this.state = now;
    // What could be copied is of the whole result of the text that is on the page.
    this.actions.offer(now.phase === 'compared' ? now.latest : null);
    switch (now.phase) {
      case 'comparing':
        if (now.fresh) this.frame.show(now.latest!);
        break;
      case 'compared':
        this.frame.show(now.latest);
        break;
      case 'blank':
      case 'refused':
      case 'stopped':
        // That the engine stopped is at the top of the page already.
        this.editor.complain(now.phase === 'refused' ? now.sentence : null);
        this.drawNoResult(now);
        break;
      case 'edited':
        // The text before and its result stay until the next comparison.
        break;
    }
  }

  private draw(comparison: Comparison): void {
    this.board.element.hidden = this.actions.element.hidden = false;
    this.verdict.show(comparison);
    this.board.show(comparison);
    this.board.setStale(false);
    this.details.update(comparison.passages);
  }

  /** Has nothing on the page that looks like a result of what is written; where there never was one, no empty frame stays either. */
  private drawNoResult(state: CompareState): void {
    // A picture of the comparison before, that is still to be drawn, would bring it back.
    this.frame.cancel();
    const { title, more } = noResult(state)!;
    this.verdict.refuse(title, more);
    this.board.setStale(true);
    this.board.element.hidden = this.actions.element.hidden = !hasScores(state.latest);
  }

  private open(index: number): void {
    const { latest } = this.state;
    const passage = latest?.passages[index];
    if (passage === undefined) return;
    const explain = (model: typeof biEncoderName | typeof crossEncoderName, query?: string) =>
      this.app.engine
        .run({ kind: 'explain', model, passage: passage.text, ...(query === undefined ? {} : { query }) } as const)
        .then(({ answer }) => answer);
    const grade = this.grade(index);
    this.details.show(
      passage,
      grade === undefined ? undefined : gradeWords[grade],
      isBlank(passage.text)
        ? null
        : {
            biEncoder: explain(biEncoderName),
            crossEncoder: explain(crossEncoderName, latest!.query),
          },
    );
  }

  /** What the sample's judgements say of a passage, while a scenario is on the page as it came. */
  private grade(index: number): Scenario['passages'][number]['grade'] | undefined {
    return typeof this.text === 'string' ? undefined : this.text.passages[index]?.grade;
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
