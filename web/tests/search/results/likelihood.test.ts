import { expect, test } from 'vitest';
import { likelihoodOf, likelihoodText } from '../../../src/search/results/likelihood';
import { hit } from './answers';

const read = (probability: number) => hit('a', 1, { crossEncoder: { logit: 0, probability, rank: 1, droppedTokens: 0 } });

test.each<[number, string, string]>([
  [0.9, 'answers', 'probability 90.0 %'],
  [0.5, 'answers', 'probability 50.0 %'],
  [0.02, 'related', 'probability 2.0 %'],
  [0.0199, 'unlikely', 'probability 2.0 %'],
  [0.00001, 'unlikely', 'probability <0.1 %'],
])('likelihood_Of%d_Is%s', (probability, likelihood, number) => {
  expect(likelihoodOf(read(probability))).toBe(likelihood);
  expect(likelihoodText(read(probability))[1]).toBe(number);
});

test('likelihood_NotRead_SaysWhy', () => {
  expect(likelihoodOf(hit('a', 1, { outcome: 'belowDepth' }))).toBe(null);
  expect(likelihoodText(hit('a', 1, { outcome: 'belowDepth' }))).toEqual(['below the depth, not read', '']);
});
