import { h } from '../../ui/dom';

const key = 'lodestone-recent-queries';
const most = 20;

/** The visitor's last queries, offered below the query. They are kept by the browser and are never sent. */
export class RecentQueries {
  readonly element = h('datalist', { id: 'recent-queries' });
  private queries: readonly string[] = [];

  /** @param storage Gives where they are kept; throws where there is no such place. */
  constructor(private readonly storage: () => Pick<Storage, 'getItem' | 'removeItem' | 'setItem'>) {
    try {
      const kept = JSON.parse(storage().getItem(key) ?? '[]') as unknown;
      if (Array.isArray(kept)) this.queries = kept.filter((query) => typeof query === 'string').slice(0, most);
    } catch (error) {
      console.info('Lodestone: no recent queries can be read:', error);
    }
    this.draw();
  }

  /** The newest first, each once. */
  get all(): readonly string[] {
    return this.queries;
  }

  add(query: string): void {
    this.queries = [query, ...this.queries.filter((other) => other !== query)].slice(0, most);
    this.keep(() => this.storage().setItem(key, JSON.stringify(this.queries)));
  }

  forget(): void {
    this.queries = [];
    this.keep(() => this.storage().removeItem(key));
  }

  private keep(write: () => void): void {
    this.draw();
    try {
      write();
    } catch (error) {
      // Closed to this page, or full: they last as long as the page.
      console.info('Lodestone: recent queries will not outlive a reload:', error);
    }
  }

  private draw(): void {
    this.element.replaceChildren(...this.queries.map((value) => h('option', { value })));
  }
}
