import { expect, test } from 'vitest';
import { bestSentence, fillerWords } from '../../../src/search/results/passageText';
import { hit } from './answers';

const marks = (text: string, ...words: readonly string[]): number[][] =>
  words
    .flatMap((word) => [...text.matchAll(new RegExp(`\\b${word}\\b`, 'giu'))].map(({ index }) => [index, index + word.length]))
    .sort(([a], [b]) => a! - b!);

test('bestSentence_OfSeveral_HasMostDifferentWords', () => {
  const text = 'A guest, a guest and a guest. Version 1.5 lets a guest remove an admin! Nothing else.';
  const { start, end } = bestSentence(text, marks(text, 'guest', 'admin'));
  expect(text.slice(start, end)).toBe('Version 1.5 lets a guest remove an admin!');
});

test('bestSentence_WithoutMarkedWords_IsNone', () => {
  expect(bestSentence('One. Two.', [])).toMatchObject({ start: 0, end: 0 });
});

test('bestSentence_OfALineOfATable_EndsWithIt', () => {
  const text = 'Head\tOther\nplan\tfree\nplan\tpro';
  const { start, end } = bestSentence(text, marks(text, 'pro'));
  expect(text.slice(start, end)).toBe('plan\tpro');
});

test('fillerWords_InMostHits_AreThese', () => {
  const hits = Array.from({ length: 20 }, (_, i) => {
    const text = i < 3 ? 'Can a guest stay' : i < 15 ? 'Who can' : 'Nothing';
    return { ...hit(`d${i}`, 1), text, highlights: marks(text, 'can', 'guest') };
  });
  expect([...fillerWords(hits)]).toEqual(['can']);
  expect(fillerWords(hits.slice(0, 5)).size).toBe(0);
  expect(fillerWords(hits.map((one) => ({ ...one, text: 'Can', highlights: [[0, 3]] }))).size).toBe(0);
});
