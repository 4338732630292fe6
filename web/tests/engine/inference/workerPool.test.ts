import { expect, test } from 'vitest';
import { EngineError } from '../../../src/engine/engineError';
import type { Job, Request, Response } from '../../../src/engine/inference/protocol';
import { WorkerPool } from '../../../src/engine/inference/workerPool';
import type { ModelName } from '../../../src/engine/loading/modelSource';

const [bi, cross]: ModelName[] = ['bge-small-en-v1.5', 'ms-marco-minilm-l12-v2'];

/** A worker whose answers the test gives. */
class FakeWorker {
  readonly got: Request[] = [];
  ended = false;
  onmessage: ((event: { data: Response }) => void) | null = null;
  onerror: ((event: { message: string; preventDefault: () => void }) => void) | null = null;

  postMessage(request: Request): void {
    this.got.push(request);
  }

  terminate(): void {
    this.ended = true;
  }

  say(response: Response): void {
    this.onmessage!({ data: response });
  }

  get jobs(): Array<Request & { type: 'job' }> {
    return this.got.filter((request) => request.type === 'job');
  }

  /** Answers the job in hand. */
  answer(): void {
    this.say({ type: 'answer', id: this.jobs.at(-1)!.id, answer: { logit: 1, tokens: 1, dropped: 0 }, milliseconds: 1 });
  }
}

function poolOf(count: number) {
  const workers: FakeWorker[] = [];
  const failures: string[] = [];
  const pool = new WorkerPool({
    create: () => {
      workers.push(new FakeWorker());
      return workers.at(-1)! as unknown as Worker;
    },
    onFail: (reason) => failures.push(reason.message),
  });
  const ids = Array.from({ length: count }, () => pool.add());
  const load = async (worker: number, name: ModelName) => {
    const loading = pool.load(ids[worker]!, { name, files: {} });
    workers[worker]!.say({ type: 'loaded', name, milliseconds: 1 });
    await loading;
  };
  return { pool, workers, ids, failures, load };
}

const job = (passage: string, model: ModelName = cross!): Job => ({ kind: 'score', model, query: 'q', passage });
const passages = (worker: FakeWorker) => worker.jobs.map(({ job }) => (job as { passage: string }).passage);

test('run_BeforeAModelIsLoaded_WaitsForAWorkerThatHasIt', async () => {
  const { pool, workers, load } = poolOf(2);
  const running = pool.run(job('a'));
  await load(0, bi!);
  expect(workers[0]!.jobs).toHaveLength(0);
  await load(1, cross!);
  expect(passages(workers[1]!)).toEqual(['a']);
  workers[1]!.answer();
  expect((await running).answer).toEqual({ logit: 1, tokens: 1, dropped: 0 });
});

test('run_ManyJobs_GivesEachWorkerOneAtATimeInOrder', async () => {
  const { pool, workers, load } = poolOf(2);
  await load(0, cross!);
  await load(1, cross!);
  const all = ['a', 'b', 'c'].map((passage) => pool.run(job(passage)));
  expect([passages(workers[0]!), passages(workers[1]!)]).toEqual([['a'], ['b']]);
  workers[1]!.answer();
  expect(passages(workers[1]!)).toEqual(['b', 'c']);
  workers[0]!.answer();
  workers[1]!.answer();
  await Promise.all(all);
});

test('run_AbortedBeforeItsTurn_IsNeverGivenToAWorker', async () => {
  const { pool, workers, load } = poolOf(1);
  await load(0, cross!);
  const stale = new AbortController();
  const first = pool.run(job('a'), stale.signal);
  const second = pool.run(job('b'), stale.signal);
  stale.abort(new Error('stale'));
  await expect(second).rejects.toThrow('stale');
  workers[0]!.answer();
  await first;
  expect(passages(workers[0]!)).toEqual(['a']);
});

test('run_Explain_GoesBeforeWhatWaits', async () => {
  const { pool, workers, load } = poolOf(1);
  await load(0, cross!);
  const all = [pool.run(job('a')), pool.run(job('b')), pool.run({ kind: 'explain', model: cross!, passage: 'x' })];
  for (let i = 0; i < 3; i++) workers[0]!.answer();
  await Promise.all(all);
  expect(passages(workers[0]!)).toEqual(['a', 'x', 'b']);
});

test('run_WorkerFails_AnotherDoesItsJob', async () => {
  const { pool, workers, failures, load } = poolOf(2);
  await load(0, cross!);
  const running = pool.run(job('a'));
  await load(1, cross!);
  workers[0]!.say({ type: 'failed', sentence: 'No memory.' });
  expect([workers[0]!.ended, passages(workers[1]!), pool.size, failures]).toEqual([true, ['a'], 1, []]);
  workers[1]!.answer();
  await running;
});

test('run_LastWorkerFails_EverythingIsRefusedWithItsSentence', async () => {
  const { pool, workers, ids, failures, load } = poolOf(1);
  await load(0, cross!);
  const [first, second] = [pool.run(job('a')), pool.run(job('b'))];
  workers[0]!.onerror!({ message: 'boom', preventDefault: () => undefined });
  await expect(first).rejects.toThrow(/stopped: boom/);
  await expect(second).rejects.toThrow(/stopped: boom/);
  await expect(pool.run(job('c'))).rejects.toThrow(EngineError);
  await expect(pool.load(ids[0]!, { name: bi!, files: {} })).rejects.toThrow(/stopped: boom/);
  expect(failures).toHaveLength(1);
});

test('run_RefusedJob_RejectsThatOneOnly', async () => {
  const { pool, workers, load } = poolOf(1);
  await load(0, cross!);
  const [first, second] = [pool.run(job('a')), pool.run(job('b'))];
  workers[0]!.say({ type: 'refused', id: workers[0]!.jobs[0]!.id, sentence: 'The query is too long.' });
  await expect(first).rejects.toThrow('The query is too long.');
  workers[0]!.answer();
  await second;
});

test('load_AnotherWorkerIsLostMeanwhile_GoesOn', async () => {
  const { pool, workers, ids, failures } = poolOf(2);
  const [lost, kept] = ids.map((id) => pool.load(id, { name: cross!, files: {} }));
  workers[0]!.say({ type: 'failed', sentence: 'No memory.' });
  await expect(lost).rejects.toThrow('No memory.');
  workers[1]!.say({ type: 'loaded', name: cross!, milliseconds: 1 });
  await kept;
  expect([pool.size, workers[1]!.ended, failures]).toEqual([1, false, []]);
});

test('load_AnotherWorkerWasLostBefore_IsAskedOfTheWorkerThatIsNamed', async () => {
  const { pool, workers, ids } = poolOf(3);
  workers[0]!.say({ type: 'failed', sentence: 'No memory.' });
  const loading = pool.load(ids[1]!, { name: bi!, files: {} });
  const loads = workers.map(({ got }) => got.filter(({ type }) => type === 'load').length);
  expect(loads).toEqual([0, 1, 0]);
  workers[1]!.say({ type: 'loaded', name: bi!, milliseconds: 1 });
  await loading;
  await expect(pool.load(ids[0]!, { name: bi!, files: {} })).rejects.toThrow('A worker of this page stopped.');
});

test('add_AfterAWorkerWasLost_GivesAnIdThatNoOtherHad', () => {
  const { pool, workers, ids } = poolOf(2);
  workers[0]!.say({ type: 'failed', sentence: 'No memory.' });
  expect(ids).not.toContain(pool.add());
});
