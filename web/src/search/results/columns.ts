import type { Hit, SearchAnswer, Trace } from '../server/contract';

/** The stages that are shown beside each other, in the order a search runs them. */
export const stages = ['bm25', 'biEncoder', 'fused', 'final'] as const;

export type StageName = (typeof stages)[number];

/** A hit in a column. */
export interface Entry {
  readonly key: string;
  readonly hit: Hit;
  /** Its rank in that stage, which is not its row when the stage's hits are not all known here. */
  readonly rank: number;
  /** The score its bar shows. */
  readonly score: number;
}

/** What a stage made of a query. */
export interface Column {
  readonly stage: StageName;
  /** Every hit that the stage ranked, best first. */
  readonly entries: readonly Entry[];
  /** Why there is nothing, when the stage was skipped or failed. */
  readonly absent: string | null;
}

export type Columns = Readonly<Record<StageName, Column>>;

/** A passage's name within a collection. */
export function keyOf(hit: Hit): string {
  return `${hit.documentId}\0${hit.passage}`;
}

/** Sorts an answer's hits into the order each stage had them in. */
export function columnsOf(answer: SearchAnswer): Columns {
  return Object.fromEntries(
    stages.map((stage) => [
      stage,
      {
        stage,
        entries: answer.hits.flatMap((hit) => entryOf(stage, hit)).sort((a, b) => a.rank - b.rank),
        absent: absence(stage, answer.trace),
      },
    ]),
  ) as unknown as Columns;
}

/** A rank, and the score it came from; nothing where the stage did not rank the hit. */
export function entryOf(stage: StageName, hit: Hit): Entry[] {
  const key = keyOf(hit);
  switch (stage) {
    case 'bm25':
      return hit.bm25 === null ? [] : [{ key, hit, rank: hit.bm25.rank, score: hit.bm25.score }];
    case 'biEncoder':
      return hit.biEncoder === null ? [] : [{ key, hit, rank: hit.biEncoder.rank, score: hit.biEncoder.similarity }];
    case 'fused':
      return [{ key, hit, rank: hit.fused.rank, score: hit.fused.score }];
    case 'final':
      return [{ key, hit, rank: hit.rank, score: hit.finalScore }];
  }
}

const traced: Readonly<Record<StageName, readonly string[]>> = {
  bm25: ['keyword'],
  biEncoder: ['embed', 'dense'],
  fused: ['fuse'],
  final: ['rerank'],
};

/** The stages of the trace that a column stands for. */
export function tracedAs(stage: StageName, trace: Trace): Trace['stages'] {
  return trace.stages.filter((traceStage) => traced[stage].includes(traceStage.stage));
}

function absence(stage: StageName, trace: Trace): string | null {
  for (const { failure, skipped } of tracedAs(stage, trace)) {
    if (failure !== null) return `It failed: ${failure}`;
    if (skipped !== null) return `It did not run: ${skipped}.`;
  }
  return null;
}
