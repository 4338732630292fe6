import { expect, test } from 'vitest';
import { packPicks, rounds, scoreOf, unpackPicks } from '../../src/game/rounds';

test('rounds_EachReader_PicksTheBestOfItsScores', () => {
  expect(rounds).toHaveLength(10);
  expect(scoreOf(rounds.map(({ answer }) => answer))).toBe(10);
  expect(scoreOf(rounds.map(({ answer, passages }) => (answer + 1) % passages.length))).toBe(0);
});

test('unpackPicks_WhatWasPacked_IsTheSame', () => {
  const picks = rounds.map((_, i) => i % 4);
  expect(unpackPicks(packPicks(picks))).toEqual(picks);
});

test.each(['', '012', '0123012399', 'abcdefghij', '01230123012'])('unpackPicks_%j_IsNull', (text) => {
  expect(unpackPicks(text)).toBeNull();
});
