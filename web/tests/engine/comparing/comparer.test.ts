import { expect, test } from 'vitest';
import { Comparer } from '../../../src/engine/comparing/comparer';
import type { Comparison } from '../../../src/engine/comparing/comparison';
import type { Run } from '../../../src/engine/comparing/knownAnswers';
import type { Job } from '../../../src/engine/inference/protocol';

/** Answers jobs when it is told to, and notes which there were. */
class Bench {
  readonly asked: string[] = [];
  private waiting: Array<() => void> = [];

  readonly run = ((job: Job, signal?: AbortSignal) =>
    new Promise((resolve, reject) => {
      if (job.kind === 'explain') throw new Error('Nobody asks for tokens here.');
      const name = job.kind === 'embed' ? `${job.as} ${job.text}` : `pair ${job.query} ${job.passage}`;
      this.asked.push(name);
      const answer =
        job.kind === 'embed'
          ? { vector: Float32Array.of(1, job.text.length), tokens: 3, dropped: 0 }
          : { logit: job.passage.length, tokens: 5, dropped: 0 };
      const give = () => resolve({ answer, started: 0, ended: 1 });
      this.waiting.push(give);
      signal?.addEventListener('abort', () => {
        if (this.waiting.includes(give)) {
          this.waiting = this.waiting.filter((other) => other !== give);
          reject(signal.reason as Error);
        }
      });
    })) as unknown as Run;

  /** Gives the first answers that are waited for; all, without a number. */
  async give(count = Infinity): Promise<void> {
    await turn();
    for (let i = 0; i < count && this.waiting.length > 0; i++) {
      this.waiting.shift()!();
      await turn();
    }
  }
}

/** Lets everything that can go on go on. */
const turn = () => new Promise((resolve) => setTimeout(resolve));

const texts = (...all: string[]) => all.map((text) => ({ text }));
const never = new AbortController().signal;

test('compare_Twice_ScoresNothingAgain', async () => {
  const bench = new Bench();
  const comparer = new Comparer(bench.run);
  const first = comparer.compare('q', texts('aa', 'b'), never, () => undefined);
  await bench.give();
  await first;
  const asked = bench.asked.length;
  const second = await comparer.compare('q', texts('aa', 'b'), never, () => undefined);
  expect(bench.asked).toHaveLength(asked);
  expect([second.corpus.reused, second.queryEmbedding.reused, second.pairs.reused, second.pairs.runs]).toEqual([2, 1, 2, 0]);
});

test('compare_OnePassageEdited_ScoresThatOneOnly', async () => {
  const bench = new Bench();
  const comparer = new Comparer(bench.run);
  const first = comparer.compare('q', texts('aa', 'b'), never, () => undefined);
  await bench.give();
  await first;
  bench.asked.length = 0;
  const second = comparer.compare('q', texts('aa', 'ccc'), never, () => undefined);
  await bench.give();
  await second;
  expect(bench.asked).toEqual(['document ccc', 'pair q ccc']);
});

test('compare_AbortedAndBegunAgain_RunsNoPairTwiceAndDropsStaleWork', async () => {
  const bench = new Bench();
  const comparer = new Comparer(bench.run);
  const stale = new AbortController();
  const first = comparer.compare('q', texts('a', 'b'), stale.signal, () => undefined);
  await bench.give(2);
  stale.abort(new Error('stale'));
  await expect(first).rejects.toThrow('stale');
  const second = comparer.compare('q', texts('a', 'x'), never, () => undefined);
  await bench.give();
  await second;
  expect(bench.asked.filter((name) => name === 'query q')).toHaveLength(1);
  expect(bench.asked.filter((name) => name === 'document a')).toHaveLength(1);
  expect((await second).finished).toBe(true);
});

test('compare_SameTextTwice_IsOneRunAndTwoPassages', async () => {
  const bench = new Bench();
  const running = new Comparer(bench.run).compare('q', texts('a', 'a'), never, () => undefined);
  await bench.give();
  const comparison = await running;
  expect(bench.asked).toEqual(['query q', 'document a', 'pair q a']);
  expect(comparison.passages.map((passage) => passage.crossEncoder.rank)).toEqual([1, 2]);
});

test('compare_BlankPassage_IsGivenToNoModelAndComesLast', async () => {
  const bench = new Bench();
  const running = new Comparer(bench.run).compare('q', texts(' \u200B', 'a'), never, () => undefined);
  await bench.give();
  const [blank, other] = (await running).passages;
  expect(bench.asked).toEqual(['query q', 'document a', 'pair q a']);
  expect([blank!.biEncoder.state, blank!.biEncoder.rank]).toEqual(['blank', 2]);
  expect([blank!.crossEncoder.state, blank!.crossEncoder.rank]).toEqual(['blank', 2]);
  expect(other!.crossEncoder.state).toBe('scored');
});

test('compare_WhileAnswersComeIn_TellsEachAndMarksTheRestWaiting', async () => {
  const bench = new Bench();
  const seen: Comparison[] = [];
  const running = new Comparer(bench.run).compare('q', texts('a', 'bb'), never, (comparison) => seen.push(comparison));
  await bench.give(2);
  expect(seen.at(-1)!.passages.map((passage) => passage.biEncoder.state)).toEqual(['scored', 'waiting']);
  expect(seen.at(-1)!.finished).toBe(false);
  await bench.give();
  expect((await running).finished).toBe(true);
});

test.each([
  [' ', ['a'], /query is empty/],
  ['q', [], /There are no passages/],
  ['q', Array.from({ length: 201 }, () => 'a'), /There are 201 passages.*up to 200.*Remove one/],
])('compare_WhatCannotBe_%#_IsRefusedInASentence', async (query, passages, sentence) => {
  await expect(new Comparer(new Bench().run).compare(query, texts(...passages), never, () => undefined)).rejects.toThrow(sentence);
});
