import type { Comparison, Passage } from '../engine/comparing/comparison';
import { nothingScored } from '../engine/comparing/nothingScored';
import { recordedComparison } from '../engine/comparing/runningComparison';
import { sentenceFor } from '../engine/engineError';
import { biEncoderName, crossEncoderName } from '../engine/loading/modelSource';
import { isBlank } from '../engine/tokenization/blankText';
import { type App, type Page, type PageView, titleChanged } from '../page';
import { recordedAttribution } from '../recorded/readings';
import { all, examples } from '../recorded/recorded';
import { h } from '../ui/dom';
import { lock } from '../ui/icons';
import { NextFrame } from '../ui/nextFrame';
import { followShortcuts } from '../ui/shortcuts';
import { Answers } from './answers';
import { Board, ghosts } from './board/board';
import { Details } from './board/details';
import { type CompareEvent, type CompareState, hasScores, leave, nextState, noResult, notYet } from './compareState';
import { Editor } from './editor';
import { Gallery } from './examples/gallery';
import type { Choice } from './examples/kinds';
import { trickyKinds } from './examples/trickyKinds';
import { OwnText } from './ownText';
import { Reading } from './reading';
import { Actions } from './sharing/actions';
import { pictureOf } from './sharing/picture';
import { packState, type SharedState, unpackState } from './sharing/shareLink';
import { VerdictView } from './verdictView';
import './compare.css';

/** How long after a key the page waits for the next one, in milliseconds. */
const pause = 220;

export const comparePage: Page = { name: 'compare', label: 'Compare', create: (app) => new ComparePage(app) };

class ComparePage implements PageView {
  readonly element: HTMLElement;
  private readonly gallery = new Gallery((choice) => this.goTo(choice));
  private readonly editor = new Editor(() => this.edited());
  private readonly verdict: VerdictView;
  private readonly actions = new Actions(() => this.link());
  private readonly answers = new Answers();
  private readonly board = new Board({ open: (index) => this.open(index), mark: (index) => this.mark(index) }, (passage) =>
    this.answers.markOf(passage),
  );
  private readonly reading = new Reading(
    (query, passage, signal, onUpdate) => {
      this.app.models.now();
      return this.app.engine.comparer.attribute(query, passage, signal, onUpdate);
    },
    (side, heats) => this.board.heat(side, heats),
  );
  private readonly ghosts = ghosts();
  private readonly details = new Details();
  private readonly own = new OwnText(() => sessionStorage);
  private readonly frame = new NextFrame<Comparison>((comparison) => this.draw(comparison));
  private state: CompareState = { phase: 'blank', latest: null };
  /** Which text is on the page. */
  private text: Choice = 'own';
  private linked: SharedState | null = null;
  private address = '';

  constructor(private readonly app: App) {
    this.verdict = new VerdictView(app, () => this.stop());
    const ownButton = h('button', { class: 'quiet-button own-button', type: 'button', onclick: () => this.goTo('own') }, 'Write your own');
    this.element = h(
      'div',
      { class: 'compare' },
      h(
        'section',
        { class: 'ask', 'aria-label': 'Query and passages' },
        intro(ownButton),
        this.editor.element,
        trickyKinds((e) => this.goTo(e)),
      ),
      h(
        'section',
        { class: 'answer', 'aria-label': 'Both rankings' },
        this.verdict.element,
        this.ghosts,
        this.board.element,
        h('div', { class: 'below-board' }, this.reading.element, this.actions.element),
        this.verdict.remarks,
      ),
      this.gallery.element,
      this.details.element,
    );
    followShortcuts(this.element, () => this.editor.focusQuery());
    // Recorded results give way to live ones as soon as there are models to run.
    app.status.follow(({ phase }) => {
      if (phase === 'asleep' || phase === 'failed') return;
      if (this.state.phase === 'compared' && this.state.latest.recorded) this.compare();
    });
  }

  get title(): () => string {
    return () => {
      const query = this.editor.text.replace(/\s+/g, ' ');
      return query === '' ? comparePage.label : `“${query.length > 60 ? `${query.slice(0, 59)}…` : query}”`;
    };
  }

  /** Opens what an address has: an example, the visitor's own text, or what a link carries; without one, what is on the page stays. */
  show(rest: string): void {
    if (rest === '') {
      if (this.address === '') this.openChoice(this.own.shown ? 'own' : all.opening);
      else this.app.setRest(comparePage.name, this.address);
      return;
    }
    if (rest === this.address) return;
    const [, id] = /^example\/(.*)$/.exec(rest) ?? [];
    if (rest === 'own') return this.openChoice('own');
    if (id !== undefined) {
      const example = examples.find((one) => one.id === id);
      if (example !== undefined) return this.openChoice(example);
      this.openChoice(this.own.shown ? 'own' : all.opening);
      return this.editor.complain(`This page has no example “${id.slice(0, 60)}”; it may be of another version. Choose one below.`);
    }
    this.openLink(rest);
  }

  private openLink(rest: string): void {
    this.address = rest;
    unpackState(rest).then(
      (state) => {
        if (this.own.isIn(state)) return this.openChoice('own', rest);
        this.linked = state;
        this.openChoice('link', rest);
      },
      (error: unknown) => {
        if (this.state.phase === 'blank' && this.editor.text === '') this.openChoice(this.own.shown ? 'own' : all.opening);
        this.editor.complain(sentenceFor(error));
      },
    );
  }

  /** Opens a choice as a step in the history, so that Back leads to the text before. */
  private goTo(choice: Choice): void {
    this.app.pushRest(comparePage.name, addressOf(choice));
    this.openChoice(choice);
    if (choice === 'own') this.editor.open(true);
    scrollTo({ top: 0 });
  }

  private openChoice(choice: Choice, address = addressOf(choice)): void {
    this.setAddress(address);
    this.choose(choice);
    if (choice === 'own') {
      const { draft } = this.own;
      this.own.setShown(true);
      this.editor.restore(draft);
      this.answers.mark(draft?.answers ?? []);
      if (draft === null) return this.go({ type: 'cleared' });
      this.app.models.now();
      return this.compare();
    }
    this.own.setShown(false);
    const { query, passages } = choice === 'link' ? this.linked! : choice;
    this.editor.write(query, passages);
    if (choice === 'link') {
      this.answers.mark((this.linked!.answers ?? []).map((index) => passages[index]?.text ?? ''));
      this.app.models.now();
      return this.compare();
    }
    this.answers.judge(choice.passages);
    const running = new AbortController();
    this.go({ type: 'started', running });
    this.go({ type: 'finished', running, comparison: recordedComparison(query, choice.passages, choice.passages) });
    this.app.models.soon();
    if (!['asleep', 'failed'].includes(this.app.status.get().phase)) this.compare();
  }

  /** Notes which text is on the page. */
  private choose(choice: Choice): void {
    this.text = choice;
    this.gallery.show(choice);
  }

  private edited(): void {
    if (this.text !== 'own') {
      this.app.pushRest(comparePage.name, 'own');
      this.answers.mark(this.answers.texts(this.state.latest?.passages ?? []));
    }
    this.setAddress('own');
    this.choose('own');
    this.keep();
    this.app.models.now();
    this.go({ type: 'edited', timer: setTimeout(() => this.compare(), pause) as unknown as number });
  }

  private keep(): void {
    this.own.keep({ ...this.editor.draft, answers: this.answers.marked });
  }

  private compare(): void {
    if (this.notYet() !== null) return this.go({ type: 'cleared' });
    const running = new AbortController();
    this.go({ type: 'started', running });
    void this.run(running);
  }

  private async run(running: AbortController): Promise<void> {
    const recorded = this.state.latest?.recorded === true && typeof this.text !== 'string' ? this.state.latest : null;
    // A recorded result stays whole until the live one is.
    const progress = (comparison: Comparison) => {
      if (recorded === null) this.go({ type: 'progressed', running, comparison });
    };
    try {
      const [query, passages] = [this.editor.text, this.editor.read()];
      const comparing = this.app.engine.comparer.compare(query, passages, running.signal, progress);
      this.editor.complain(null);
      // Until the models are there the passages stay in their places, waiting.
      if (this.app.status.get().phase !== 'ready') progress(nothingScored(query, passages));
      const comparison = await comparing;
      if (running.signal.aborted) return;
      this.go({ type: 'finished', running, comparison });
      if (typeof this.text === 'string') await this.keepAddress(query, passages);
    } catch (error) {
      const status = this.app.status.get();
      if (recorded !== null) this.go({ type: 'finished', running, comparison: recorded });
      else if (status.phase === 'failed') this.go({ type: 'stopped', running, sentence: status.sentence });
      else this.go({ type: 'refused', running, sentence: sentenceFor(error) });
    }
  }

  /** Ends a comparison that takes too long; what it has scored stays on the page. */
  private stop(): void {
    if (this.state.phase === 'comparing') this.go({ type: 'ended' });
  }

  /** Takes an event, and shows what has changed by it. */
  private go(event: CompareEvent): void {
    const [before, now] = [this.state, nextState(this.state, event)];
    if (now === before) return;
    leave(before, now);
    this.state = now;
    this.offer();
    switch (now.phase) {
      case 'comparing':
        if (now.fresh) this.frame.show(now.latest!);
        break;
      case 'compared':
        this.frame.show(now.latest);
        dispatchEvent(new Event(titleChanged));
        break;
      case 'blank':
      case 'refused':
      case 'stopped':
      case 'ended':
        // That the engine stopped is at the top of the page already.
        this.editor.complain(now.phase === 'refused' ? now.sentence : null);
        this.drawNoResult(now);
        break;
      case 'edited':
        // The text before and its result stay until the next comparison.
        break;
    }
  }

  /** What could be copied is of the whole result of the text that is on the page; a picture may be of a recorded one. */
  private offer(): void {
    const { phase, latest } = this.state;
    const whole = phase === 'compared' ? latest : null;
    const answers = this.answers.of(whole?.passages ?? []);
    this.actions.offer(whole?.recorded === true ? null : whole, answers, whole === null ? null : () => pictureOf(whole, answers));
  }

  private draw(comparison: Comparison): void {
    this.showParts(true);
    this.verdict.show(comparison, this.answers.of(comparison.passages));
    this.board.show(comparison);
    this.board.setStale(false);
    this.reading.show(comparison.finished ? comparison : null);
    this.details.update(comparison.passages);
  }

  /** Has nothing on the page that looks like a result of what is written; while nothing can be one yet, empty places wait for it. */
  private drawNoResult(state: CompareState): void {
    // A picture of the comparison before, that is still to be drawn, would bring it back.
    this.frame.cancel();
    const { title, more } = noResult(state, this.notYet())!;
    this.verdict.refuse(title, more);
    const ended = state.phase === 'ended';
    this.board.setStale(!ended);
    this.reading.show(null);
    this.showParts(state.phase !== 'blank' && hasScores(state.latest));
    this.ghosts.hidden = state.phase !== 'blank';
  }

  private showParts(shown: boolean): void {
    this.board.element.hidden = this.actions.element.hidden = this.reading.element.hidden = !shown;
    this.ghosts.hidden = true;
  }

  private notYet(): string | null {
    // What is too long to be read is refused later, with a reason.
    return notYet(this.editor.text, this.editor.isEmpty);
  }

  private open(index: number): void {
    const { latest } = this.state;
    const passage = latest?.passages[index];
    if (passage === undefined) return;
    const { query } = latest!;
    const explain = (model: typeof biEncoderName | typeof crossEncoderName, query?: string) =>
      this.app.engine
        .run({ kind: 'explain', model, passage: passage.text, ...(query === undefined ? {} : { query }) } as const)
        .then(({ answer }) => answer);
    if (this.app.status.get().phase === 'asleep') this.app.models.now();
    const recorded = recordedAttribution(query, passage.text);
    this.details.show(
      passage,
      this.answers.wordsFor(passage),
      isBlank(passage.text)
        ? null
        : {
            biEncoder: explain(biEncoderName),
            crossEncoder: explain(crossEncoderName, query),
            attribute: (signal, onUpdate) =>
              recorded === undefined
                ? this.app.engine.comparer.attribute(query, passage.text, signal, onUpdate)
                : Promise.resolve(recorded),
          },
    );
  }

  /** The visitor says which passage answers. */
  private mark(index: number): void {
    const { latest } = this.state;
    if (latest === null) return;
    this.answers.toggle(latest.passages[index]!.text);
    this.keep();
    this.draw(latest);
    this.offer();
    if (this.state.phase === 'compared') void this.keepAddress(this.editor.text, this.editor.read());
  }

  private async link(): Promise<string> {
    this.setAddress(await packState(this.shared(this.editor.text, this.editor.read())));
    return location.href;
  }

  /** Keeps the visitor's own text in the address, so that a reload does not lose it; text too long for a link is not kept there. */
  private async keepAddress(query: string, passages: readonly Passage[]): Promise<void> {
    this.setAddress(await packState(this.shared(query, passages)).catch(() => 'own'));
  }

  private shared(query: string, passages: readonly Passage[]): SharedState {
    return { query, passages, answers: [...this.answers.of(passages.map((passage, index) => ({ ...passage, index })))] };
  }

  private setAddress(rest: string): void {
    this.address = rest;
    this.app.setRest(comparePage.name, rest);
  }
}

function addressOf(choice: Choice): string {
  return choice === 'own' ? 'own' : choice === 'link' ? '' : `example/${choice.id}`;
}

function intro(own: HTMLElement): HTMLElement {
  return h(
    'header',
    { class: 'intro' },
    h('h1', {}, 'Which passage answers?'),
    h('p', {}, 'A fast search guesses. A careful one reads question and passage together. Watch it change its mind.'),
    h('div', { class: 'intro-foot' }, h('p', { class: 'privacy' }, lock(), 'Nothing leaves this page.'), own),
  );
}
