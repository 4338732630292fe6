import { expect, test } from 'vitest';
import { readSearchLink, writeSearchLink } from '../../src/search/searchLink';

test('searchLink_AnyText_RoundTrips', () => {
  for (const link of [
    { collection: 'a-b', query: 'who / what? #1 100 %', filter: 'year >= 2024 and plan = "pro"' },
    { collection: 'x', query: 'ä 日本 😀', filter: '' },
    { collection: 'x', query: 'q', filter: '', document: 'a/b#c %2F?.md', range: [10, 250] as const },
    { collection: 'x', query: '', filter: '', document: '0' },
  ])
    expect(readSearchLink(writeSearchLink(link))).toEqual(link);
});

test('readSearchLink_CutCharacter_IsEmpty', () => {
  expect(readSearchLink('x/%E6%97')).toEqual({ collection: 'x', query: '', filter: '' });
});

test.each(['x/q//d/1-', 'x/q//d/-1-2', 'x/q//d/1-99999999999', 'x/q//d/a-b'])('readSearchLink_%s_HasNoRange', (rest) => {
  expect(readSearchLink(rest)).toEqual({ collection: 'x', query: 'q', filter: '', document: 'd' });
});
