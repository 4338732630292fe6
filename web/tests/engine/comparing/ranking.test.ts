import { expect, test } from 'vitest';
import { labelOf } from '../../../src/engine/comparing/labels';
import { ranks } from '../../../src/engine/comparing/ranking';
import { cosine, sigmoid } from '../../../src/engine/scores';

test('ranks_Scores_DescendAndTiesKeepTheirOrder', () => {
  expect(ranks([0.1, 0.9, 0.5, 0.9], [false, false, false, false])).toEqual([4, 1, 3, 2]);
});

test('ranks_WaitingAndBlank_ComeAfterScoredInThatOrder', () => {
  expect(ranks([null, -9, null, null, 2], [true, false, false, true, false])).toEqual([4, 2, 3, 5, 1]);
});

test('ranks_AnyScores_AreAPermutation', () => {
  const scores = Array.from({ length: 50 }, (_, i) => (i % 7 === 0 ? null : Math.sin(i * 37)));
  const result = ranks(
    scores,
    scores.map((_, i) => i % 11 === 0),
  );
  expect([...result].sort((a, b) => a - b)).toEqual(scores.map((_, i) => i + 1));
});

test('cosine_Vectors_IgnoresTheirLength', () => {
  expect(cosine(Float32Array.of(3, 0), Float32Array.of(5, 0))).toBeCloseTo(1, 12);
  expect(cosine(Float32Array.of(1, 1), Float32Array.of(1, -1))).toBeCloseTo(0, 12);
});

test('sigmoid_Logits_AreProbabilities', () => {
  expect(sigmoid(0)).toBe(0.5);
  expect(sigmoid(8.893)).toBeCloseTo(0.99986, 5);
  expect(sigmoid(-800)).toBe(0);
});

test('labelOf_ManyPassages_AreNumbers', () => {
  expect([labelOf(0, 26), labelOf(25, 26), labelOf(25, 27)]).toEqual(['A', 'Z', '26']);
});
