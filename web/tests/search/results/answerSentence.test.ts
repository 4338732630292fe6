import { expect, test } from 'vitest';
import { answerSentence } from '../../../src/search/results/answerSentence';
import { answer, hit, stage } from './answers';

test('answerSentence_MovedToFirst_SaysFromWhere', () => {
  const moved = answer([hit('a', 1, { fused: { score: 0.2, rank: 4 } })], [stage('rerank', { modelRuns: 29, cacheHits: 1 })]);
  expect(answerSentence(moved, true)).toBe('The cross-encoder brought “A” from 4 to 1. It read 30 passages.');
});

test('answerSentence_NotReranked_SaysWhy', () => {
  expect(answerSentence(answer([hit('a', 1)], [stage('rerank', { skipped: 'switched off' })]), true)).toBe(
    '“A” is first. Nothing was reranked: switched off.',
  );
});

test('answerSentence_NoHits_SaysSo', () => {
  expect(answerSentence(answer([]), true)).toBe('Nothing was found: no stage has a candidate.');
});

test('answerSentence_NoAnswerAmongHits_PraisesNone', () => {
  const none = { ...answer([hit('a', 1)], [stage('rerank', { modelRuns: 30 })]), answer: 'no' as const };
  expect(answerSentence(none, true)).toBe('Nothing here looks like an answer. The nearest passages:');
});
