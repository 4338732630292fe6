import type { Engine } from '../../engine/engine';
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

  constructor(private readonly engine: Engine, readonly passages: readonly SampleDocument[]) {}

  get embedded(): boolean {
    return this.vectors.length === this.passages.length && !this.vectors.includes(undefined as never);
  }

  /** Embeds every passage. @param onRun Called after each run with the passage's place. */
  async embed(signal: AbortSignal, onRun: (index: number) => void): Promise<void> {
    await this.timed(this.biEncoder, this.passages.map((passage, i) => async () => {
      const { answer } = await this.engine.run({ kind: 'embed', model: biEncoderName, text: textOf(passage), as: 'document' }, signal);
      this.vectors[i] = answer.vector;
      onRun(i);
    }));
  }

  /** Ranks the passages with both, one after the other, so that neither takes the other's time. */
  async ask(query: string, signal: AbortSignal, onEmbedded: (best: number) => void, onRun: (index: number) => void): Promise<Asked> {
    let similarities: number[] = [];
    const bi = await this.timed(this.biEncoder, [async () => {
      const { answer } = await this.engine.run({ kind: 'embed', model: biEncoderName, text: query, as: 'query' }, signal);
      similarities = this.vectors.map((vector) => cosine(answer.vector, vector));
    }]);
    onEmbedded(best(similarities));
    const logits: number[] = [];
    const cross = await this.timed(this.crossEncoder, this.passages.map((passage, i) => async () => {
      const { answer } = await this.engine.run({ kind: 'score', model: crossEncoderName, query, passage: textOf(passage) }, signal);
      logits[i] = answer.logit ?? -Infinity;
      onRun(i);
    }));
    this.queries++;
    return { biEncoder: { best: best(similarities), milliseconds: bi }, crossEncoder: { best: best(logits), milliseconds: cross } };
  }

  /** Adds what was run and how long it took on the clock, also of work that is stopped. */
  private async timed(spent: Spent, work: ReadonlyArray<() => Promise<void>>): Promise<number> {
    const [began, before] = [performance.now(), spent.milliseconds];
    const tick = () => { spent.milliseconds = before + performance.now() - began; };
    try {
      await Promise.all(work.map(async (one) => { await one(); spent.runs++; tick(); }));
    } finally {
      tick();
    }
    return performance.now() - began;
  }
}

function textOf({ title, text }: SampleDocument): string {
  return `${title}. ${text}`;
}

/** The place of the largest; of equals, the first. */
function best(scores: readonly number[]): number {
  return scores.reduce((at, score, i) => (score > scores[at]! ? i : at), 0);
}
