// What the server's /v1 routes take and give, as far as this page uses it. The routes' own description: /openapi/v1.json.

export interface CollectionSummary {
  readonly name: string;
  readonly documents: number | null;
  readonly passages: number | null;
  readonly biEncoder: string | null;
  /** Why it cannot be opened. */
  readonly problem: string | null;
}

/** Values by which a filter can choose. */
export type MetadataValue = string | number | boolean | readonly string[];

export interface CollectionStats {
  readonly documents: number;
  readonly passages: number;
  readonly biEncoder: string | null;
  readonly crossEncoder: string;
  /** Metadata fields, with the kinds of value they hold. */
  readonly fields: Readonly<Record<string, readonly string[]>>;
}

export type Retrieval = 'hybrid' | 'dense' | 'keyword';

export interface SearchRequest {
  readonly query: string;
  readonly top: number;
  readonly candidates: number;
  readonly retrieval: Retrieval;
  readonly rerank: false | { readonly depth: number };
  readonly filter?: string;
  readonly budgetMilliseconds?: number;
  readonly exact: boolean;
}

interface ScorePlace {
  readonly score: number;
  readonly rank: number;
}

export type Outcome = 'reranked' | 'notAsked' | 'belowDepth' | 'outOfTime' | 'withoutWords' | 'pending';

export interface Hit {
  readonly rank: number;
  readonly finalScore: number;
  readonly documentId: string;
  readonly title: string;
  readonly heading: string;
  readonly text: string;
  /** Which passage of the document it is, from 0. */
  readonly passage: number;
  /** Start and end in the document's text, in UTF-16 characters. */
  readonly range: readonly [number, number];
  /** Starts and ends of words of the query in the passage. */
  readonly highlights: ReadonlyArray<readonly [number, number]>;
  readonly metadata: Readonly<Record<string, MetadataValue>>;
  readonly bm25: ScorePlace | null;
  readonly biEncoder: { readonly similarity: number; readonly rank: number } | null;
  readonly fused: ScorePlace;
  readonly crossEncoder: {
    readonly logit: number;
    readonly probability: number;
    readonly rank: number;
    readonly droppedTokens: number;
  } | null;
  readonly outcome: Outcome;
}

export interface Stage {
  readonly stage: string;
  readonly startedMilliseconds: number;
  readonly milliseconds: number;
  readonly count: number;
  readonly modelRuns: number;
  readonly cacheHits: number;
  readonly skipped: string | null;
  readonly failure: string | null;
}

export interface Trace {
  readonly milliseconds: number;
  readonly indexPath: string | null;
  readonly approximate: boolean;
  readonly degraded: boolean;
  readonly stages: readonly Stage[];
  readonly notices: readonly string[];
}

export interface SearchAnswer {
  readonly query: string;
  readonly hits: readonly Hit[];
  readonly candidates: number;
  readonly trace: Trace;
}

/** RFC 9457, with what the server adds. */
export interface Problem {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  readonly field?: string;
  readonly known?: readonly string[];
  readonly retryAfterSeconds?: number;
}

export interface UploadProgress {
  readonly type: 'progress';
  readonly documents: number;
  readonly passages: number;
  readonly embedded: number;
}

export interface UploadReport {
  readonly type: 'report';
  readonly added: number;
  readonly passages: number;
  readonly milliseconds: number;
}

export interface UploadError {
  readonly type: 'error';
  readonly problem: Problem;
  readonly documents: number;
}
