import type { Attribution } from '../../engine/attribution/attribution';
import type { Engine } from '../../engine/engine';
import { biEncoderName } from '../../engine/loading/modelSource';
import { sigmoid } from '../../engine/scores';
import { attributionOf } from '../../recorded/readings';
import type { Recorded } from '../../recorded/recorded';

/** Numbers of a vector that are drawn; it has 384. */
const shownNumbers = 48;

/** A passage as both encoders see it. */
export interface Seen {
  readonly text: string;
  /** The first numbers of its vector. */
  readonly vector: readonly number[];
  readonly similarity: number;
  readonly logit: number;
  readonly probability: number;
  readonly reading: Attribution;
}

/** A query and two passages after all five steps. */
export interface PairResult {
  readonly query: string;
  readonly vector: readonly number[];
  readonly passages: readonly Seen[];
  readonly recorded: boolean;
}

export function recordedPair({ pair }: Recorded): PairResult {
  const passages = pair.passages.map(({ score, reading, vector }) => ({
    text: reading.passage,
    vector,
    similarity: score.similarity,
    logit: score.logit,
    probability: sigmoid(score.logit),
    reading: attributionOf(reading),
  }));
  return { query: pair.query, vector: pair.vector, passages, recorded: true };
}

/** Runs both encoders on a query and its passages, and leaves every word out once. */
export async function runPair(engine: Engine, query: string, texts: readonly string[], signal: AbortSignal): Promise<PairResult> {
  const compared = await engine.comparer.compare(
    query,
    texts.map((text) => ({ text })),
    signal,
    () => undefined,
  );
  const vectorOf = async (text: string, as: 'query' | 'document') => {
    const { answer } = await engine.run({ kind: 'embed', model: biEncoderName, text, as }, signal);
    return Array.from(answer.vector.subarray(0, shownNumbers));
  };
  const vector = await vectorOf(query, 'query');
  const passages: Seen[] = [];
  for (const { text, biEncoder, crossEncoder } of compared.passages) {
    passages.push({
      text,
      vector: await vectorOf(text, 'document'),
      similarity: biEncoder.similarity ?? 0,
      logit: crossEncoder.logit ?? 0,
      probability: crossEncoder.probability ?? 0,
      reading: await engine.comparer.attribute(query, text, signal, () => undefined),
    });
  }
  return { query, vector, passages, recorded: false };
}
