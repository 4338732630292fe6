import { h, prose, setText } from '../ui/dom';
import { followShortcuts } from '../ui/shortcuts';
import { CollectionPicker } from './collections/collectionPicker';
import { CollectionsDrawer } from './collections/collectionsDrawer';
import { DropZone } from './collections/dropZone';
import { EmptyCollection } from './collections/emptyCollection';
import { SampleOffer, sampleCollection } from './collections/sampleOffer';
import { DocumentView, type OpenedDocument } from './document/documentView';
import { pagesOfHits } from './document/hitPages';
import { Narrowing } from './facets/narrowing';
import { filterExamples } from './query/filterExamples';
import { RecentQueries } from './query/recentQueries';
import { SearchForm } from './query/searchForm';
import { answerSentence } from './results/answerSentence';
import { AnswerView } from './results/answerView';
import { readSearchLink, writeSearchLink } from './searchLink';
import type { CollectionSummary, Hit, Scope, SearchAnswer } from './server/contract';
import type { Server } from './server/server';
import { ServerError, sentenceOf } from './server/serverError';
import './searchController.css';

/** Queries of the sample on which the stages differ. */
const sampleQueries = ['can a guest remove an admin', 'key column must be unique', 'my laptop got nicked on the train'];

/** A collection, a query, and its answer: to read, or stage by stage. */
export class SearchController {
  readonly element: HTMLElement;
  private readonly picker: CollectionPicker;
  private readonly form: SearchForm;
  private readonly narrowing: Narrowing;
  private readonly answer = new AnswerView((hit) => this.details.showHit(this.collection, hit, this.answer.shown));
  private readonly details: DocumentView;
  private readonly drawer: CollectionsDrawer;
  private readonly offer: SampleOffer;
  private readonly empty: EmptyCollection;
  private readonly problem = h('p', { class: 'problem', role: 'alert', hidden: true });
  private readonly querySection: HTMLElement;
  private readonly body: HTMLElement;
  private running = new AbortController();
  private collections: readonly CollectionSummary[] = [];
  private collection = '';
  private scope: Scope = 'read';
  /** The query of the answer that is shown. */
  private searched = '';
  /** The document that a link opens once the collection is chosen. */
  private awaited: OpenedDocument | null = null;

  /**
   * @param onAddress Called with the address of what is shown; gives the whole of it.
   * @param onFailure Called when the server wants a key or is gone.
   * @param onKey Called when another key is to be used.
   */
  constructor(
    private readonly server: Server,
    private readonly onAddress: (rest: string) => string,
    private readonly onFailure: (error: unknown) => void,
    onKey: () => void,
  ) {
    const reload = (wanted: string) => void this.load(wanted).catch(onFailure);
    this.picker = new CollectionPicker(
      (name) => void this.choose(name),
      () => this.drawer.open(),
    );
    const recent = new RecentQueries(() => localStorage);
    this.form = new SearchForm(
      () => void this.search(),
      () => this.narrowing.read(this.form.filter),
      recent,
    );
    this.narrowing = new Narrowing(server, (filter) => {
      this.form.writeFilter(filter);
      if (this.form.query !== '') void this.search();
      else void this.narrowing.count(this.collection);
    });
    this.details = new DocumentView(
      server,
      (opened) => this.tellAddress(opened),
      (documentId, title) => void this.showSimilar(documentId, title),
    );
    this.drawer = new CollectionsDrawer(server, reload, onKey);
    this.offer = new SampleOffer(
      server,
      () => reload(sampleCollection),
      () => this.drawer.open(),
    );
    this.empty = new EmptyCollection(() => this.drawer.open());
    const side = h('aside', { class: 'side' }, this.narrowing.panel.element);
    this.querySection = h('section', { class: 'asking', 'aria-label': 'What to search for' }, this.picker.element, this.form.element);
    this.body = h(
      'div',
      { class: 'search-body' },
      side,
      h('div', { class: 'search-found' }, this.narrowing.chips.element, this.answer.element),
    );
    this.element = h(
      'div',
      { class: 'bench' },
      h('h1', { class: 'visually-hidden' }, 'Search a collection'),
      this.querySection,
      this.offer.element,
      this.empty.element,
      this.problem,
      this.body,
      this.details.element,
      this.drawer.element,
    );
    const drops = new DropZone(
      this.element,
      () => this.scope !== 'read',
      (chosen) => void this.drawer.add(chosen),
    );
    this.element.append(drops.element);
    followShortcuts(this.element, () => this.form.focus());
    this.form.element.addEventListener('keydown', (event) => {
      if (event.key !== 'ArrowDown' || event.target !== this.form.queryField || event.altKey) return;
      // Once something else is written, this key is of the browser's list of recent queries.
      if (this.form.query === this.searched && this.answer.focusFirst()) event.preventDefault();
    });
  }

  /** Asks the server what there is to search. @param wanted The collection to show; without one, the present one stays. */
  async load(wanted = this.collection): Promise<void> {
    this.scope = await this.server.scope();
    this.collections = await this.server.collections();
    const usable = this.collections.filter(({ problem }) => problem === null);
    const filled = usable.filter(({ documents }) => (documents ?? 0) > 0);
    this.offer.show(this.scope);
    this.offer.element.hidden = filled.length > 0;
    this.querySection.hidden = this.body.hidden = filled.length === 0;
    const chosen = usable.find(({ name }) => name === wanted)?.name ?? filled[0]?.name ?? '';
    this.drawer.show(this.collections, chosen, this.scope);
    if (filled.length === 0) {
      this.empty.show(null, this.scope);
      this.collection = '';
      return;
    }
    this.picker.show(this.collections, chosen);
    const isMissing = wanted !== '' && chosen !== wanted;
    // Not awaited: the page is shown while its first answer is on the way.
    void this.choose(chosen, !isMissing).then(() => {
      if (isMissing) this.complain(`There is no collection “${wanted}” to search: this is “${chosen}”.`);
    });
  }

  /** Shows what a link carries. */
  open(rest: string): void {
    const { collection, query, filter, document, range } = readSearchLink(rest);
    this.form.write(query, filter);
    this.awaited = document === undefined ? null : { documentId: document, range: range ?? null };
    if (collection === this.collection || this.collection === '') {
      this.collection = collection;
      if (!this.querySection.hidden && this.element.isConnected) void this.begin();
    } else {
      this.picker.choose(collection);
      void this.choose(collection);
    }
  }

  /** @param begins Whether what the form or a link asks for is shown. */
  private async choose(name: string, begins = true): Promise<void> {
    const isOther = name !== this.collection;
    this.collection = name;
    this.picker.choose(name);
    const found = this.collections.find((known) => known.name === name);
    this.drawer.show(this.collections, name, this.scope);
    this.empty.show(found?.documents === 0 ? name : null, this.scope);
    if (found?.documents === 0 && name === sampleCollection) this.offer.element.hidden = false;
    if (isOther) this.answer.hide();
    try {
      const [documents] = await Promise.all([this.server.firstDocuments(name), this.narrowing.begin(name)]);
      if (name !== this.collection) return;
      this.form.offer(filterExamples(documents), name === sampleCollection ? sampleQueries : []);
    } catch (error) {
      this.refuse(error);
    }
    if (begins) await this.begin();
    else await this.narrowing.count(name);
  }

  /** Shows what is asked for by the form or by a link. */
  private async begin(): Promise<void> {
    const opened = this.awaited;
    this.awaited = null;
    if (this.form.query !== '') await this.search(opened);
    else await this.narrowing.count(this.collection);
    if (opened !== null && !this.details.element.open) this.details.showDocument(this.collection, opened);
  }

  /** @param opened A document of a link, which is opened as a hit when it is one. */
  private async search(opened: OpenedDocument | null = null): Promise<void> {
    const signal = this.start();
    const { query, filter } = this.form;
    if (query === '') return this.complain('The query is empty. Write in plain words what you look for.');
    this.form.remember();
    this.searched = query;
    this.tellAddress(null);
    let another = true;
    try {
      const searching = this.server.search(this.collection, this.form.options.request(query, filter), signal, (answer, final) => {
        if (signal.aborted) return;
        this.show(answer, answerSentence(answer, final), final, another);
        another = false;
        const hit = opened !== null && final ? answer.hits.find((found) => isOpened(found, opened)) : undefined;
        if (hit !== undefined) this.details.showHit(this.collection, hit, this.answer.shown);
      });
      // After the search has been sent: it is what the visitor waits for.
      void this.narrowing.count(this.collection);
      await searching;
    } catch (error) {
      if (!signal.aborted) this.refuse(error);
    }
  }

  private async showSimilar(documentId: string, title: string): Promise<void> {
    const signal = this.start();
    try {
      const answer = await this.server.similar(this.collection, documentId, this.form.options.rows, signal);
      if (signal.aborted) return;
      this.show(answer, `Documents like “${title}”, by meaning alone, the nearest first.`, true, true);
      this.answer.focusFirst();
    } catch (error) {
      if (!signal.aborted) this.refuse(error);
    }
  }

  private start(): AbortSignal {
    this.running.abort(new DOMException('Another search began.', 'AbortError'));
    this.running = new AbortController();
    this.complain(null);
    return this.running.signal;
  }

  private show(answer: SearchAnswer, sentence: string, final: boolean, another: boolean): void {
    this.answer.show(answer, sentence, { rows: this.form.options.rows, final, another });
    if (final) void this.showPages(this.answer.shown, this.running.signal);
  }

  /** Pages are in the documents, not in the hits; a page that cannot be told is left out. */
  private async showPages(hits: readonly Hit[], signal: AbortSignal): Promise<void> {
    try {
      const pages = await pagesOfHits(hits, (ids) => this.server.documents(this.collection, ids, signal));
      if (!signal.aborted) this.answer.showPages(pages);
    } catch (error) {
      if (!signal.aborted) console.info('Lodestone: the pages of the hits are not known:', error);
    }
  }

  private tellAddress(opened: OpenedDocument | null): string {
    const { query, filter } = this.form;
    const range = opened?.range ?? null;
    return this.onAddress(
      writeSearchLink({
        collection: this.collection,
        query,
        filter,
        ...(opened === null ? {} : { document: opened.documentId }),
        ...(range === null ? {} : { range }),
      }),
    );
  }

  private refuse(error: unknown): void {
    if (error instanceof ServerError && error.needsKey) return this.onFailure(error);
    // An answer to another question must not stand beside the reason why this one has none.
    this.answer.hide();
    if (error instanceof ServerError && error.problem.field === 'filter') return this.form.complainOfFilter(error.message);
    this.complain(sentenceOf(error));
  }

  private complain(sentence: string | null): void {
    this.form.complainOfFilter(null);
    this.problem.hidden = sentence === null;
    setText(this.problem, '');
    this.problem.replaceChildren(...prose(sentence ?? ''));
  }
}

function isOpened({ documentId, range: [start] }: Hit, opened: OpenedDocument): boolean {
  return documentId === opened.documentId && (opened.range === null || start === opened.range[0]);
}
