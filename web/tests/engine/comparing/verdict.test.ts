import { expect, test } from 'vitest';
import { remarksOn, verdictOf } from '../../../src/engine/comparing/verdict';
import { comparisonOf } from '../../comparisons';

test('verdictOf_CrossEncoderRaisesAnother_SaysFromWhere', () => {
  const verdict = verdictOf(
    comparisonOf([
      [0.9, -3],
      [0.8, -5],
      [0.7, -6],
      [0.6, 4],
    ]),
  );
  expect(verdict).toBe('The bi-encoder put A first; the cross-encoder moved D from 4 to 1.');
});

test('verdictOf_FurthestMoveIsAnother_SaysItToo', () => {
  const verdict = verdictOf(
    comparisonOf([
      [0.9, -6],
      [0.8, 5],
      [0.7, -3],
      [0.6, -4],
    ]),
  );
  expect(verdict).toBe('The bi-encoder put A first; the cross-encoder moved B from 2 to 1. The furthest move is A, from 1 to 4.');
});

test('verdictOf_SameFirstOtherOrder_SaysTheFurthestMove', () => {
  expect(
    verdictOf(
      comparisonOf([
        [0.9, 6],
        [0.8, -5],
        [0.7, -3],
      ]),
    ),
  ).toBe('Both put A first. The furthest move is C, from 3 to 2.');
});

test('verdictOf_SameOrder_SaysSo', () => {
  expect(
    verdictOf(
      comparisonOf([
        [0.9, 6],
        [0.8, -5],
      ]),
    ),
  ).toBe('Both put A first. Their order is the same throughout.');
  expect(verdictOf(comparisonOf([[0.9, 6]]))).toBe('Both put A first.');
});

test('verdictOf_NothingToRank_SaysSo', () => {
  expect(verdictOf(comparisonOf([]))).toBe('There are no passages.');
  expect(
    verdictOf(
      comparisonOf([
        [null, null],
        [null, null],
      ]),
    ),
  ).toBe('Every passage is blank, so there is nothing to rank.');
});

test('remarksOn_BlankAndCutPassages_NamesThem', () => {
  const comparison = comparisonOf([
    [0.9, 6],
    [null, null],
  ]);
  const cut = comparison.passages[0]!;
  const passages = [
    { ...cut, biEncoder: { ...cut.biEncoder, droppedTokens: 1 }, crossEncoder: { ...cut.crossEncoder, droppedTokens: 12 } },
    comparison.passages[1]!,
  ];
  expect(remarksOn({ ...comparison, passages })).toEqual([
    'A was cut for the bi-encoder: 1 token did not fit.',
    'A was cut for the cross-encoder: 12 tokens did not fit beside the query.',
    'B is blank: neither model was given it, and it comes last.',
  ]);
});
