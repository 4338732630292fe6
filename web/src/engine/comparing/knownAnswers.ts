import type { Answer, Job } from '../inference/protocol';
import type { Done } from '../inference/workerPool';
import { BoundedCache } from './boundedCache';
import type { StageClock } from './stageClock';

/** Runs a job, some time. */
export type Run = <J extends Job>(job: J, signal?: AbortSignal) => Promise<Done<Answer<J>>>;

/** Answers of one kind: what was computed once is not computed again, nor twice at the same time. */
export class KnownAnswers<J extends Job> {
  private readonly cache: BoundedCache<Answer<J>>;
  private readonly running = new Map<string, Promise<Answer<J>>>();

  constructor(
    private readonly run: Run,
    limit: number,
    weigh: (answer: Answer<J>) => number,
  ) {
    this.cache = new BoundedCache(limit, weigh);
  }

  async get(key: string, job: J, clock: StageClock, signal: AbortSignal): Promise<Answer<J>> {
    const known = this.cache.get(key) ?? (await this.join(key));
    if (known !== undefined) {
      clock.knew();
      return known;
    }
    const answer = this.run(job, signal).then((done) => {
      this.cache.set(key, done.answer);
      clock.ran(done.started, done.ended);
      return done.answer;
    });
    this.running.set(key, answer);
    try {
      return await answer;
    } finally {
      if (this.running.get(key) === answer) this.running.delete(key);
    }
  }

  /** The answer that another comparison is waiting for; undefined when there is none, or that one was given up before its turn. */
  private async join(key: string): Promise<Answer<J> | undefined> {
    try {
      return await this.running.get(key);
    } catch {
      // Given up, or refused: then asking again gives the same refusal to the one who asks.
      return undefined;
    }
  }
}
