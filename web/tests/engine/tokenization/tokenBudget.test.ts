import { expect, test } from 'vitest';
import { fitPair } from '../../../src/engine/tokenization/tokenBudget';

test.each([
  [3, 4, 7, 'passageOnly', [3, 4]],
  [3, 9, 7, 'passageOnly', [3, 4]],
  [9, 3, 7, 'passageOnly', [9, -2]],
  [3, 9, 7, 'longestFirst', [3, 4]],
  [9, 3, 7, 'longestFirst', [4, 3]],
  [9, 9, 7, 'longestFirst', [3, 4]],
  [10, 9, 7, 'longestFirst', [4, 3]],
  [9, 9, 8, 'longestFirst', [4, 4]],
  [0, 9, 4, 'longestFirst', [0, 4]],
] as const)('fitPair_%iAnd%iIn%i_%s', (first, second, room, truncation, kept) => {
  expect(fitPair(first, second, room, truncation)).toEqual(kept);
});

test('fitPair_PassageOnly_NeverCutsTheQueryAndFillsTheRoom', () => {
  for (let first = 0; first <= 12; first++) {
    for (let second = 0; second <= 12; second++) {
      const [keptFirst, keptSecond] = fitPair(first, second, 8, 'passageOnly');
      expect(keptFirst).toBe(first);
      expect(keptFirst + keptSecond).toBe(Math.min(first + second, 8));
    }
  }
});
