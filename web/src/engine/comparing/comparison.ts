/** A passage to compare; the id is its own name, where it came with one. */
export interface Passage {
  readonly text: string;
  readonly id?: string;
}

/** What became of a passage in a stage. */
export type PassageState = 'waiting' | 'scored' | 'blank';

/** Where the bi-encoder puts a passage. */
export interface BiEncoderPlace {
  readonly rank: number;
  readonly state: PassageState;
  /** The cosine of query and passage. */
  readonly similarity: number | null;
  readonly tokens: number;
  readonly droppedTokens: number;
}

/** Where the cross-encoder puts a passage. */
export interface CrossEncoderPlace {
  readonly rank: number;
  readonly state: PassageState;
  readonly logit: number | null;
  readonly probability: number | null;
  readonly tokens: number;
  readonly droppedTokens: number;
}

export interface ComparedPassage extends Passage {
  /** From 0, in the order given. */
  readonly index: number;
  /** What the page calls it: a letter, or its number when there are more passages than letters. */
  readonly label: string;
  readonly biEncoder: BiEncoderPlace;
  readonly crossEncoder: CrossEncoderPlace;
  /** Places that the cross-encoder moved it up (positive) or down. */
  readonly moved: number;
}

/** What a stage cost. */
export interface StageCost {
  /** From the start of its first run to the end of its last; 0 when all was known. */
  readonly milliseconds: number;
  readonly runs: number;
  /** Answers that were known from before. */
  readonly reused: number;
  readonly of: number;
}

/** The same passages ranked by both encoders, as far as they are scored. */
export interface Comparison {
  readonly query: string;
  readonly biEncoderModel: string;
  readonly crossEncoderModel: string;
  /** In the order given. */
  readonly passages: readonly ComparedPassage[];
  readonly corpus: StageCost;
  readonly queryEmbedding: StageCost;
  readonly pairs: StageCost;
  readonly finished: boolean;
  /** Whether its scores were recorded when the page was made, with the same models, and not computed in this browser. */
  readonly recorded: boolean;
}
