import { expect, test } from 'vitest';
import { columnsOf, stages } from '../../../src/search/results/columns';
import { answer, hit, stage } from './answers';

test('columnsOf_HitsOfOneStage_AreInThatColumnOnly', () => {
  const columns = columnsOf(
    answer([
      hit('a', 1, { bm25: { score: 3, rank: 2 }, biEncoder: { similarity: 0.5, rank: 1 }, fused: { score: 0.4, rank: 2 } }),
      hit('b', 2, { bm25: { score: 9, rank: 1 }, fused: { score: 0.9, rank: 1 } }),
    ]),
  );
  const ids = stages.map((name) => columns[name].entries.map(({ hit, rank }) => `${hit.documentId}${rank}`).join(' '));
  expect(ids).toEqual(['b1 a2', 'a1', 'b1 a2', 'a1 b2']);
});

test('columnsOf_StageThatFailed_SaysWhy', () => {
  const stages = [stage('keyword', { failure: 'no room' }), stage('rerank', { skipped: 'switched off' })];
  const columns = columnsOf(answer([hit('a', 1)], stages));
  expect(columns.bm25.absent).toBe('It failed: no room');
  expect(columns.final.absent).toBe('It did not run: switched off.');
  expect(columns.biEncoder.absent).toBeNull();
});
