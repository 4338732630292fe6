import type { FacetsRequest, FieldFacet } from '../server/contract';
import { type FilterParts, writeFilter } from './filterText';

/** How many fields are offered, and how many values of each are counted. */
const mostFields = 8;
const mostValues = 30;

/** Fields of one's own choice tell documents apart; these tell where each is from. */
const places: ReadonlySet<string> = new Set(['path', 'url', 'messageId']);

type Count = (request: FacetsRequest) => Promise<readonly FieldFacet[]>;

/** The fields by which one would narrow: of several values that documents share. */
export async function usefulFields(known: readonly string[], count: Count): Promise<readonly string[]> {
  const asked = known.filter((field) => !places.has(field)).slice(0, 100);
  if (asked.length === 0) return [];
  const facets = await count({ fields: asked, limit: 1 });
  return facets
    .filter(({ distinctValues, values }) => distinctValues > 1 && (values[0]?.documents ?? 0) > 1)
    .map(({ field }) => field)
    .slice(0, mostFields);
}

/**
 * Counts the values of fields among the documents that match: what was chosen of a field does not narrow its own values, so that another
 * of them can be chosen beside it. A field that is chosen of is counted too, useful or not.
 */
export async function countFacets(useful: readonly string[], { choices, rest }: FilterParts, count: Count): Promise<readonly FieldFacet[]> {
  const fields = [...new Set([...useful, ...choices.keys()])];
  if (fields.length === 0) return [];
  return count({
    fields,
    limit: mostValues,
    filter: writeFilter({ choices: new Map(), rest }),
    chosen: [...choices].map(([field, values]) => ({ field, values: [...values] })),
  });
}
