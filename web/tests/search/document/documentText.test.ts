import { expect, test } from 'vitest';
import { mostShown, pageAt, pagesOf, shownPart } from '../../../src/search/document/documentText';

test('pageAt_BetweenFormFeeds_CountsFromOne', () => {
  const text = 'one\ftwo\f\ffour';
  expect([0, 3, 4, 8, 9, 13].map((at) => pageAt(text, at))).toEqual([1, 1, 2, 3, 4, 4]);
  expect(pagesOf(text)).toBe(4);
  expect(pagesOf('no pages')).toBe(null);
});

test.each<[number, readonly [number, number] | null, boolean, readonly [number, number]]>([
  [10, [2, 3], false, [0, 10]],
  [mostShown + 2, null, false, [0, mostShown]],
  [mostShown * 3, [mostShown * 1.5 - 1, mostShown * 1.5 + 1], false, [mostShown, mostShown * 2]],
  [mostShown * 3, [mostShown * 3 - 1, mostShown * 3], false, [mostShown * 2, mostShown * 3]],
  [mostShown * 3, [5, 9], false, [0, mostShown]],
  [mostShown * 3, [5, 9], true, [0, mostShown * 3]],
])('shownPart_%d_%j_%s_IsRoundThePassage', (length, range, whole, part) => {
  expect(shownPart(length, range, whole)).toEqual(part);
});
