import type { Engine } from '../../engine/engine';
import type { Done } from '../../engine/inference/workerPool';
import { biEncoderName, crossEncoderName } from '../../engine/loading/modelSource';
import { cosine } from '../../engine/scores';
import type { SampleDocument } from '../../sample/helpCentre';

/** What one encoder has cost so far. */
export interface Spent {
  runs: number;
  milliseconds: number;
}

/** What a query came to. */
export interface Asked {
  readonly biEncoder: { readonly best: number; readonly milliseconds: number };
  readonly crossEncoder: { readonly best: number; readonly milliseconds: number };
}

/** Runs both encoders over the same passages, without keeping any answer but the vectors, and counts. */
export class CostRun {
  readonly biEncoder: Spent = { runs: 0, milliseconds: 0 };
  readonly crossEncoder: Spent = { runs: 0, milliseconds: 0 };
  queries = 0;
  private readonly vectors: Float32Array[] = [];

  constructor(
    private readonly engine: Engine,
    readonly passages: readonly SampleDocument[],
  ) {}

  get embedded(): boolean {
    return this.vectors.length === this.passages.length && !this.vectors.includes(undefined as never);
  }

  /** Embeds every passage that is not yet. @param onRun Called after each run with the passage's place. */
  async embed(signal: AbortSignal, onRun: (index: number) => void): Promise<void> {
    const count = this.counter(this.biEncoder);
    await Promise.all(
      this.passages.map(async (passage, i) => {
        if (this.vectors[i] !== undefined) return;
        const done = await this.engine.run({ kind: 'embed', model: biEncoderName, text: textOf(passage), as: 'document' }, signal);
        this.vectors[i] = done.answer.vector;
        count(done);
        onRun(i);
      }),
    );
  }

  /** Ranks the passages with both, one after the other, so that neither takes the other's time. */
  async ask(query: string, signal: AbortSignal, onEmbedded: (best: number) => void, onRun: (index: number) => void): Promise<Asked> {
    const countQuery = this.counter(this.biEncoder);
    const embedded = await this.engine.run({ kind: 'embed', model: biEncoderName, text: query, as: 'query' }, signal);
    const nearest = best(this.vectors.map((vector) => cosine(embedded.answer.vector, vector)));
    const biEncoder = { best: nearest, milliseconds: countQuery(embedded) };
    onEmbedded(nearest);

    const [countPair, logits] = [this.counter(this.crossEncoder), [] as number[]];
    let milliseconds = 0;
    await Promise.all(
      this.passages.map(async (passage, i) => {
        const done = await this.engine.run({ kind: 'score', model: crossEncoderName, query, passage: textOf(passage) }, signal);
        logits[i] = done.answer.logit ?? -Infinity;
        milliseconds = countPair(done);
        onRun(i);
      }),
    );
    this.queries++;
    return { biEncoder, crossEncoder: { best: best(logits), milliseconds } };
  }

  /**
   * Counts runs that belong together, and gives the time from the beginning of the first to the end of the last: waiting for a model to
   * load is not in it.
   */
  private counter(spent: Spent): (done: Done<unknown>) => number {
    const before = spent.milliseconds;
    let [first, last] = [Infinity, 0];
    return ({ started, ended }) => {
      [first, last] = [Math.min(first, started), Math.max(last, ended)];
      spent.runs++;
      spent.milliseconds = before + last - first;
      return last - first;
    };
  }
}

function textOf({ title, text }: SampleDocument): string {
  return `${title}. ${text}`;
}

/** The place of the largest; of equals, the first. */
function best(scores: readonly number[]): number {
  return scores.reduce((at, score, i) => (score > scores[at]! ? i : at), 0);
}
