import { h, setText } from '../../ui/dom';
import type { RecentQueries } from './recentQueries';
import { SearchOptions } from './searchOptions';
import './query.css';

/** Where the query, the filter and the options are. */
export class SearchForm {
  readonly element: HTMLFormElement;
  readonly options: SearchOptions;
  readonly queryField = h('input', {
    type: 'search',
    id: 'search-query',
    list: 'recent-queries',
    autocomplete: 'off',
    spellcheck: false,
    enterkeyhint: 'search',
    placeholder: 'Ask in plain words',
  });
  private readonly filterField = h('input', {
    type: 'text',
    id: 'search-filter',
    autocomplete: 'off',
    autocapitalize: 'off',
    spellcheck: false,
    'aria-describedby': 'filter-problem',
  });
  private readonly examples = h('div', { class: 'examples' });
  private readonly queries = h('div', { class: 'examples' });
  private readonly filterProblem = h('p', { class: 'problem', id: 'filter-problem', role: 'alert', hidden: true });

  /** @param onFilter Called as the filter is written. */
  constructor(
    private readonly onSearch: () => void,
    private readonly onFilter: () => void,
    private readonly recent: RecentQueries,
  ) {
    const changed = () => {
      if (this.query !== '') onSearch();
    };
    const filter = h(
      'div',
      { class: 'field search-filter' },
      h('label', { for: 'search-filter' }, 'Filter'),
      this.filterField,
      this.examples,
    );
    this.filterField.addEventListener('input', onFilter);
    this.options = new SearchOptions(filter, changed, () => recent.forget());
    this.element = h(
      'form',
      {
        class: 'search-form',
        role: 'search',
        onsubmit: (event: Event) => {
          event.preventDefault();
          onSearch();
        },
      },
      h(
        'div',
        { class: 'field search-query' },
        h('label', { for: 'search-query' }, 'Query'),
        h('div', { class: 'query-row' }, this.queryField, h('button', { class: 'strong-button', type: 'submit' }, 'Search')),
        recent.element,
        this.queries,
      ),
      // Beside the query: what narrows the results may be wrong while the options are closed.
      this.filterProblem,
      this.options.element,
    );
  }

  get query(): string {
    return this.queryField.value.trim();
  }

  get filter(): string {
    return this.filterField.value.trim();
  }

  focus(): void {
    this.queryField.focus();
    this.queryField.select();
  }

  write(query: string, filter: string): void {
    this.queryField.value = query;
    this.writeFilter(filter);
  }

  writeFilter(filter: string): void {
    this.filterField.value = filter;
    this.onFilter();
  }

  /** Keeps the query among those that are offered again. */
  remember(): void {
    this.recent.add(this.query);
  }

  /** Offers filters, and queries where there are known ones. */
  offer(filters: readonly string[], queries: readonly string[]): void {
    const chip = (text: string, field: HTMLInputElement) =>
      h(
        'button',
        {
          class: 'chip',
          type: 'button',
          onclick: () => {
            if (field === this.filterField) this.writeFilter(text);
            else field.value = text;
            if (this.query !== '') this.onSearch();
            else this.queryField.focus();
          },
        },
        text,
      );
    this.examples.replaceChildren(...filters.map((text) => chip(text, this.filterField)));
    this.queries.replaceChildren(...queries.map((text) => chip(text, this.queryField)));
    this.filterField.placeholder = filters.length === 0 ? 'no metadata to filter by' : '';
  }

  /** Says beside the filter what is wrong with it; null takes that away. */
  complainOfFilter(sentence: string | null): void {
    this.filterProblem.hidden = sentence === null;
    this.filterField.setAttribute('aria-invalid', String(sentence !== null));
    setText(this.filterProblem, sentence ?? '');
  }
}
