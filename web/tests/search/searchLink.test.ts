import { expect, test } from 'vitest';
import { readSearchLink, writeSearchLink } from '../../src/search/searchLink';

test('searchLink_AnyText_RoundTrips', () => {
  for (const link of [
    { collection: 'a-b', query: 'who / what? #1 100 %', filter: 'year >= 2024 and plan = "pro"' },
    { collection: 'x', query: 'ä 日本 😀', filter: '' },
  ])
    expect(readSearchLink(writeSearchLink(link))).toEqual(link);
});

test('readSearchLink_CutCharacter_IsEmpty', () => {
  expect(readSearchLink('x/%E6%97')).toEqual({ collection: 'x', query: '', filter: '' });
});
