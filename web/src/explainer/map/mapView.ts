import { maxPassages } from '../../engine/comparing/comparer';
import { ordinal } from '../../engine/comparing/labels';
import { sentenceFor } from '../../engine/engineError';
import { biEncoderName } from '../../engine/loading/modelSource';
import { sigmoid } from '../../engine/scores';
import type { App } from '../../page';
import type { MapQuery } from '../../recorded/sampleMap';
import { h, setText } from '../../ui/dom';
import { count, megabytes, percentText } from '../../ui/figures';
import { MapPicture } from './mapPicture';
import { loadSampleMap, type MappedPassages, type Near, nearestTo, ownPassages, samplePassages } from './passages';
import { type Point, project } from './plane';
import './map.css';

/** How long after a key the map waits for the next one, in milliseconds. */
const pause = 400;

/** "Near is not the answer": passages as points, a query that drops in, and what the cross-encoder makes of the nearest. */
export class MapView {
  readonly element: HTMLElement;
  private readonly picture = new MapPicture();
  private readonly field = h('input', {
    id: 'map-query',
    type: 'text',
    spellcheck: false,
    autocomplete: 'off',
    oninput: () => this.edited(),
  });
  private readonly said = h('p', { class: 'map-said', role: 'status' });
  private readonly note = h('p', { class: 'hint map-note' });
  private readonly list = h('ol', { class: 'map-list plain' });
  private readonly samples = h('ul', { class: 'map-samples plain' });
  private readonly own = h('textarea', { id: 'map-own', rows: 5, spellcheck: false });
  private readonly ownSaid = h('p', { class: 'hint', role: 'status' });
  private readonly back = h(
    'button',
    { class: 'quiet-button', type: 'button', hidden: true, onclick: () => void this.openSample() },
    'Back to the help centre',
  );
  /** None until what was recorded is loaded. */
  private passages: MappedPassages | null = null;
  private running = new AbortController();
  private timer = 0;

  constructor(private readonly app: App) {
    this.element = h(
      'section',
      { class: 'how-section map', 'aria-label': 'Near is not the answer' },
      h('h2', {}, 'Near is not the answer'),
      h(
        'p',
        { class: 'how-text' },
        'Each point is a passage of a help centre, where the bi-encoder’s numbers put it. A question drops in among them, and lines lead ' +
          'to the ten nearest. Then the cross-encoder reads those ten with the question, and the one that it prefers grows.',
      ),
      h(
        'div',
        { class: 'map-sides' },
        this.picture.element,
        h(
          'div',
          { class: 'map-side' },
          h('div', { class: 'field map-field' }, h('label', { for: 'map-query' }, 'Question'), this.field, this.samples),
          this.said,
          this.list,
        ),
      ),
      this.note,
      h(
        'details',
        { class: 'map-own' },
        h('summary', {}, 'Map your own passages'),
        h('div', { class: 'field' }, h('label', { for: 'map-own' }, 'Passages, one a line'), this.own),
        h(
          'p',
          { class: 'map-own-foot' },
          h('button', { class: 'quiet-button', type: 'button', onclick: () => void this.mapOwn() }, 'Map them'),
          this.back,
        ),
        this.ownSaid,
      ),
    );
    void this.openSample();
  }

  private async openSample(): Promise<void> {
    this.running.abort();
    const { signal } = (this.running = new AbortController());
    clearTimeout(this.timer);
    try {
      const { sampleMap, sampleVectors } = await loadSampleMap();
      if (signal.aborted) return;
      this.back.hidden = true;
      this.take(samplePassages(sampleMap, sampleVectors(sampleMap)));
      this.samples.replaceChildren(...sampleMap.queries.map((query) => h('li', {}, this.sample(query))));
      this.showRecorded(sampleMap.queries[0]!);
    } catch (error) {
      if (!signal.aborted) setText(this.said, sentenceFor(error));
    }
  }

  private sample(query: MapQuery): HTMLElement {
    const from = 1 + query.near.findIndex(({ index }) => query.answers.includes(index));
    const what = query.resolved ? `answer from ${ordinal(from)} to 1st` : 'where it fails';
    return h(
      'button',
      { class: 'quiet-button', type: 'button', onclick: () => this.showRecorded(query) },
      query.text,
      h('small', {}, ` ${what}`),
    );
  }

  private showRecorded(query: MapQuery): void {
    this.running.abort();
    clearTimeout(this.timer);
    this.field.value = query.text;
    this.show(this.passages!, query.text, query.point, query.near, true);
  }

  private take(passages: MappedPassages): void {
    this.passages = passages;
    this.picture.draw(passages);
    const { plane, texts, vectors } = passages;
    setText(
      this.note,
      `Two of ${vectors[0]!.length} dimensions are shown: those along which these ${count(texts.length, 'passage')} differ most, with ` +
        `${percentText(plane.share)} of all differences. So a passage that looks far may be near, and the lines tell.`,
    );
  }

  private edited(): void {
    this.running.abort();
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.ask(), pause) as unknown as number;
  }

  /** Embeds the query, finds its nearest, and has the cross-encoder read those. */
  private async ask(): Promise<void> {
    const query = this.field.value.trim();
    const { passages } = this;
    if (query === '') return setText(this.said, 'Write a question; the map shows the one before.');
    if (passages === null) return;
    const { signal } = (this.running = new AbortController());
    this.wake(this.said);
    try {
      const { answer } = await this.app.engine.run({ kind: 'embed', model: biEncoderName, text: query, as: 'query' }, signal);
      const point = project(passages.plane, answer.vector);
      const near = nearestTo(passages, answer.vector);
      const show = (found: readonly Near[]) => {
        if (!signal.aborted) this.show(passages, query, point, found, false);
      };
      show(near);
      const texts = near.map(({ index }) => ({ text: passages.texts[index]! }));
      const { passages: read } = await this.app.engine.comparer.compare(query, texts, signal, () => undefined);
      show(
        near.map((one, i) => ({ ...one, similarity: read[i]!.biEncoder.similarity ?? one.similarity, logit: read[i]!.crossEncoder.logit })),
      );
    } catch (error) {
      if (!signal.aborted) setText(this.said, sentenceFor(error));
    }
  }

  private async mapOwn(): Promise<void> {
    const texts = this.own.value
      .split('\n')
      .map((line) => line.trim())
      .filter((line) => line !== '');
    if (texts.length < 3 || texts.length > maxPassages)
      return setText(
        this.ownSaid,
        `A map takes 3 to ${maxPassages} passages, one a line; there ${texts.length === 1 ? 'is' : 'are'} ${texts.length}.`,
      );
    this.running.abort();
    const { signal } = (this.running = new AbortController());
    this.wake(this.ownSaid);
    try {
      let done = 0;
      const vectors = await Promise.all(
        texts.map(async (text) => {
          const { answer } = await this.app.engine.run({ kind: 'embed', model: biEncoderName, text, as: 'document' }, signal);
          if (!signal.aborted) setText(this.ownSaid, `Embedded ${++done} of ${count(texts.length, 'passage')} …`);
          return answer.vector;
        }),
      );
      if (signal.aborted) return;
      this.take(ownPassages(texts, vectors));
      this.back.hidden = false;
      this.samples.replaceChildren();
      setText(this.ownSaid, `The map is of these ${count(texts.length, 'passage')}. They have not left this page.`);
      void this.ask();
    } catch (error) {
      if (!signal.aborted) setText(this.ownSaid, sentenceFor(error));
    }
  }

  private wake(said: HTMLElement): void {
    const state = this.app.status.get();
    this.app.models.now();
    setText(said, state.phase === 'asleep' ? `Both models are loaded first: ${megabytes(state.bytes)}, once …` : 'Running …');
  }

  private show(passages: MappedPassages, query: string, point: Point, near: readonly Near[], recorded: boolean): void {
    const read = near.every(({ logit }) => logit !== null);
    const ranked = near.map((one, rank) => ({ ...one, rank: rank + 1 }));
    if (read) ranked.sort((a, b) => b.logit! - a.logit! || a.rank - b.rank);
    const [best] = ranked;
    const answers = passages.answersOf(query);
    this.picture.ask(point, near, read ? best!.index : null);
    this.picture.element.setAttribute('aria-label', `${count(passages.texts.length, 'passage')} as points, and the question among them`);
    this.list.replaceChildren(
      ...ranked.map(({ index, rank, logit }) =>
        h(
          'li',
          { class: read && index === best!.index ? 'best' : '' },
          h('span', { class: 'map-rank', title: `${ordinal(rank)} nearest` }, String(rank)),
          h('span', { class: 'map-title' }, passages.titles[index], answers?.has(index) === true && h('em', {}, ' ✓ the answer')),
          h('span', { class: 'map-figure' }, logit === null ? 'reading …' : percentText(sigmoid(logit))),
        ),
      ),
    );
    setText(this.said, read ? this.verdict(passages, near, best!, answers, recorded) : 'The cross-encoder reads the nearest …');
  }

  private verdict(
    passages: MappedPassages,
    near: readonly Near[],
    best: Near & { rank: number },
    answers: ReadonlySet<number> | null,
    recorded: boolean,
  ): string {
    const name = (index: number) => `“${passages.titles[index]!}”`;
    const first = near[0]!.index;
    const judged = (index: number) =>
      answers === null ? '' : answers.has(index) ? ', and that is the answer' : ', which is not the answer';
    const agreed = best.rank === 1;
    const said = agreed
      ? `The cross-encoder agrees: the nearest is best${judged(first)}.`
      : `Nearest is ${name(first)}${judged(first)}. ` +
        `The cross-encoder prefers ${name(best.index)}, the ${ordinal(best.rank)} nearest${judged(best.index)}.`;
    const doubt = (best.logit ?? 0) < 0 ? ` It gives even that only ${percentText(sigmoid(best.logit!))}.` : '';
    return `${said}${doubt}${recorded ? ' (Recorded. Edit the question, and it is run here.)' : ''}`;
  }
}
