import type { Hit, SearchAnswer, Stage } from '../../../src/search/server/contract';

/** A hit with what the test is about, and the rest plain. */
export function hit(id: string, rank: number, more: Partial<Hit> = {}): Hit {
  return {
    rank,
    finalScore: 1 / rank,
    documentId: id,
    title: id.toUpperCase(),
    heading: '',
    text: 'a text',
    passage: 0,
    range: [0, 6],
    highlights: [],
    metadata: {},
    bm25: null,
    biEncoder: null,
    fused: { score: 1 / rank, rank },
    crossEncoder: null,
    outcome: 'reranked',
    ...more,
  };
}

export function stage(name: string, more: Partial<Stage> = {}): Stage {
  return {
    stage: name,
    startedMilliseconds: 0,
    milliseconds: 1,
    count: 1,
    modelRuns: 0,
    tokens: 0,
    cacheHits: 0,
    skipped: null,
    failure: null,
    ...more,
  };
}

export function answer(hits: readonly Hit[], stages: readonly Stage[] = []): SearchAnswer {
  return {
    query: 'q',
    hits,
    candidates: hits.length,
    sequence: 1,
    trace: { milliseconds: 1, indexPath: null, approximate: false, degraded: false, stages, notices: [] },
  };
}
