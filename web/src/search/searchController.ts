import { h, prose, setText } from '../ui/dom';
import { followShortcuts } from '../ui/shortcuts';
import { CollectionPicker } from './collections/collectionPicker';
import { OwnDocuments } from './collections/ownDocuments';
import { SampleOffer, sampleCollection } from './collections/sampleOffer';
import { filterExamples } from './query/filterExamples';
import { RecentQueries } from './query/recentQueries';
import { SearchForm } from './query/searchForm';
import { answerSentence } from './results/answerSentence';
import { HitDetails } from './results/hitDetails';
import { ReadingList } from './results/readingList';
import { ResultBoard } from './results/resultBoard';
import { readSearchLink, writeSearchLink } from './searchLink';
import type { Hit, SearchAnswer } from './server/contract';
import type { Server } from './server/server';
import { ServerError, sentenceOf } from './server/serverError';
import { Timeline } from './trace/timeline';
import './searchController.css';

/** Queries of the sample on which the stages differ. */
const sampleQueries = ['can a guest remove an admin', 'key column must be unique', 'my laptop got nicked on the train'];

/** A collection, a query, and its answer stage by stage. */
export class SearchController {
  readonly element: HTMLElement;
  private readonly picker = new CollectionPicker((name) => void this.choose(name));
  private readonly recent = new RecentQueries(() => localStorage);
  private readonly form = new SearchForm(() => void this.search(), this.recent);
  private readonly list = new ReadingList((hit) => this.details.show(hit, this.shown));
  private readonly board = new ResultBoard((hit) => this.details.show(hit, this.shown));
  private readonly details = new HitDetails();
  private readonly timeline = new Timeline();
  private readonly offer: SampleOffer;
  private readonly announced = h('p', { class: 'verdict', role: 'status' });
  private readonly problem = h('p', { class: 'problem', role: 'alert', hidden: true });
  private readonly querySection: HTMLElement;
  private readonly answered: HTMLElement;
  private readonly own = new OwnDocuments();
  private running = new AbortController();
  private collection = '';
  /** The hits to read, best first. */
  private shown: readonly Hit[] = [];

  /** @param onAddress Called with the address of what is shown. @param onFailure Called when the server wants a key or is gone. */
  constructor(
    private readonly server: Server,
    private readonly onAddress: (rest: string) => void,
    private readonly onFailure: (error: unknown) => void,
  ) {
    this.offer = new SampleOffer(server, () => void this.load().catch(onFailure));
    this.querySection = h('section', { class: 'asking', 'aria-label': 'What to search for' }, this.picker.element, this.form.element);
    this.answered = h(
      'section',
      { class: 'answered', 'aria-label': 'Answer', hidden: true },
      h('div', { class: 'answer-said' }, this.announced, this.views()),
      this.list.element,
      h('div', { class: 'stages' }, this.board.element, this.timeline.element),
    );
    this.answered.dataset['view'] = 'results';
    this.element = h(
      'div',
      { class: 'bench' },
      h('h1', { class: 'visually-hidden' }, 'Search a collection'),
      this.querySection,
      this.offer.element,
      this.problem,
      this.answered,
      this.own.element,
      this.details.element,
    );
    followShortcuts(this.element, () => this.form.focus());
  }

  /** Asks the server what there is to search. */
  async load(): Promise<void> {
    const collections = await this.server.collections();
    const usable = collections.filter(({ problem }) => problem === null);
    const filled = usable.filter(({ documents }) => (documents ?? 0) > 0);
    this.own.show(this.server.apiKey !== '');
    this.offer.show(this.server.apiKey !== '');
    this.offer.element.hidden = filled.length > 0;
    this.querySection.hidden = this.own.element.hidden = filled.length === 0;
    if (filled.length === 0) return;
    const wanted = filled.some(({ name }) => name === this.collection) ? this.collection : filled[0]!.name;
    this.picker.show(collections, wanted);
    await this.choose(wanted);
  }

  /** Searches for what a link carries. */
  open(rest: string): void {
    const { collection, query, filter } = readSearchLink(rest);
    this.form.write(query, filter);
    if (collection === this.collection || this.collection === '') {
      this.collection = collection;
      if (!this.querySection.hidden && this.element.isConnected) void this.search();
    } else {
      this.picker.choose(collection);
      void this.choose(collection);
    }
  }

  /** The switch between results to read, and the way to them stage by stage. */
  private views(): HTMLElement {
    const view = (value: string, label: string) =>
      h(
        'label',
        {},
        h('input', {
          type: 'radio',
          name: 'answer-view',
          value,
          checked: value === 'results',
          onchange: () => {
            this.answered.dataset['view'] = value;
          },
        }),
        h('span', {}, label),
      );
    return h(
      'fieldset',
      { class: 'segments answer-views' },
      h('legend', { class: 'visually-hidden' }, 'View'),
      view('results', 'Results'),
      view('stages', 'Stages'),
    );
  }

  private async choose(name: string): Promise<void> {
    this.collection = name;
    this.picker.choose(name);
    this.answered.hidden = true;
    try {
      const documents = await this.server.firstDocuments(name);
      this.form.offer(filterExamples(documents), name === sampleCollection ? sampleQueries : []);
    } catch (error) {
      this.refuse(error);
    }
    if (this.form.query !== '') await this.search();
  }

  private async search(): Promise<void> {
    this.running.abort(new DOMException('Another search began.', 'AbortError'));
    const { signal } = (this.running = new AbortController());
    const { query, filter } = this.form;
    this.complain(null);
    if (query === '') return this.complain('The query is empty. Write in plain words what you look for.');
    this.recent.add(query);
    this.onAddress(writeSearchLink({ collection: this.collection, query, filter }));
    let another = true;
    try {
      await this.server.search(this.collection, this.form.options.request(query, filter), signal, (answer, final) => {
        if (signal.aborted) return;
        this.show(answer, final, another);
        another = false;
      });
    } catch (error) {
      if (!signal.aborted) this.refuse(error);
    }
  }

  private show(answer: SearchAnswer, final: boolean, another: boolean): void {
    this.answered.hidden = false;
    this.answered.dataset['state'] = final ? 'final' : 'fused';
    setText(this.announced, answerSentence(answer, final));
    this.shown = answer.hits.slice(0, this.form.options.rows);
    this.list.show(this.shown);
    this.board.show(answer, this.form.options.rows, another);
    this.board.element.hidden = answer.hits.length === 0;
    this.timeline.show(answer.trace, final);
  }

  private refuse(error: unknown): void {
    if (error instanceof ServerError && error.needsKey) return this.onFailure(error);
    // An answer to another question must not stand beside the reason why this one has none.
    this.answered.hidden = true;
    if (error instanceof ServerError && error.problem.field === 'filter') return this.form.complainOfFilter(error.message);
    this.complain(sentenceOf(error));
  }

  private complain(sentence: string | null): void {
    this.form.complainOfFilter(null);
    this.problem.hidden = sentence === null;
    this.problem.replaceChildren(...prose(sentence ?? ''));
  }
}
