import { expect, test } from 'vitest';
import { countFacets, usefulFields } from '../../../src/search/facets/facetCounts';
import { readFilter } from '../../../src/search/facets/filterText';
import type { FacetsRequest, FieldFacet } from '../../../src/search/server/contract';

function counting(facets: readonly FieldFacet[]) {
  const asked: FacetsRequest[] = [];
  return {
    asked,
    count: (request: FacetsRequest) => {
      asked.push(request);
      return Promise.resolve(facets.filter(({ field }) => request.fields.includes(field)));
    },
  };
}

const facet = (field: string, distinctValues: number, documents: number): FieldFacet => ({
  field,
  distinctValues,
  documents: 10,
  values: [{ value: 'x', documents }],
});

test('usefulFields_OfSeveralSharedValues_AreAsked', async () => {
  const { asked, count } = counting([facet('plan', 3, 4), facet('only', 1, 10), facet('number', 10, 1), facet('none', 0, 0)]);
  expect(await usefulFields(['path', 'plan', 'only', 'number', 'none'], count)).toEqual(['plan']);
  expect(asked).toEqual([{ fields: ['plan', 'only', 'number', 'none'], limit: 1 }]);
  expect(await usefulFields(['path'], count)).toEqual([]);
  expect(asked.length).toBe(1);
});

test('countFacets_WithAChoice_AsksForItsFieldToo', async () => {
  const { asked, count } = counting([facet('plan', 3, 4), facet('year', 2, 5), facet('draft', 2, 5)]);
  const parts = readFilter('plan = "free" and draft in (true, "x") and a >= 1 and (b = 1 or c = 2)');
  expect((await countFacets(['plan', 'year'], parts, count)).map(({ field }) => field)).toEqual(['plan', 'year', 'draft']);
  expect(asked).toEqual([
    {
      fields: ['plan', 'year', 'draft'],
      limit: 30,
      filter: 'a >= 1 and (b = 1 or c = 2)',
      chosen: [
        { field: 'plan', values: ['free'] },
        { field: 'draft', values: [true, 'x'] },
      ],
    },
  ]);
});

test('countFacets_OfNoField_AsksNothing', async () => {
  const { asked, count } = counting([]);
  expect(await countFacets([], readFilter('a > 1'), count)).toEqual([]);
  expect(asked).toEqual([]);
});
