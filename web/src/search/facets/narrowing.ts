import type { FieldFacet } from '../server/contract';
import type { Server } from '../server/server';
import { ServerError, sentenceOf } from '../server/serverError';
import { ChoiceChips } from './choiceChips';
import { countFacets, usefulFields } from './facetCounts';
import { FacetPanel } from './facetPanel';
import { type FilterParts, readFilter, toggle, writeFilter } from './filterText';

/** Values to choose by, what is chosen, and the filter that says the same: none of them is ahead of another. */
export class Narrowing {
  readonly panel = new FacetPanel((field, value) => this.onFilter(writeFilter(toggle(this.parts, field, value))));
  readonly chips = new ChoiceChips((parts) => this.onFilter(writeFilter(parts)));
  private parts: FilterParts = readFilter('');
  private useful: readonly string[] = [];
  private counted: readonly FieldFacet[] = [];
  private counting = new AbortController();

  /** @param onFilter Called with the filter that a visitor has chosen. */
  constructor(
    private readonly server: Server,
    private readonly onFilter: (filter: string) => void,
  ) {}

  /** Takes the filter as it is written. */
  read(filter: string): void {
    this.parts = readFilter(filter);
    this.chips.show(this.parts);
    this.panel.show(this.counted, this.parts.choices);
  }

  /** Finds the fields of a collection by which one would narrow. */
  async begin(collection: string): Promise<void> {
    const signal = this.start();
    this.counted = this.useful = [];
    this.panel.show([], this.parts.choices);
    try {
      const { fields } = await this.server.stats(collection);
      const useful = await usefulFields(Object.keys(fields), (request) => this.server.facets(collection, request, signal));
      if (!signal.aborted) this.useful = useful;
    } catch (error) {
      this.refuse(error, signal);
    }
  }

  /** Counts again, as the filter is. */
  async count(collection: string): Promise<void> {
    const signal = this.start();
    const { parts } = this;
    try {
      const counted = await countFacets(this.useful, parts, (request) => this.server.facets(collection, request, signal));
      if (signal.aborted) return;
      this.counted = counted;
      this.panel.show(counted, this.parts.choices);
    } catch (error) {
      this.refuse(error, signal);
    }
  }

  private start(): AbortSignal {
    this.counting.abort(new DOMException('Another count began.', 'AbortError'));
    this.counting = new AbortController();
    return this.counting.signal;
  }

  private refuse(error: unknown, signal: AbortSignal): void {
    // The search says beside the filter what is wrong with it.
    if (signal.aborted || (error instanceof ServerError && (error.needsKey || error.problem.field === 'filter'))) return;
    this.panel.complain(`The values to narrow by cannot be counted. ${sentenceOf(error)}`);
  }
}
