import type { ServedFile } from 'virtual:model-files';
import type { FileProgress, TakenFile } from '../loading/fileStore';
import type { ModelName, ModelSource } from '../loading/modelSource';

/** One piece of work for a model; each is at most one model run. */
export type Job =
  | { readonly kind: 'embed'; readonly model: ModelName; readonly text: string; readonly as: 'query' | 'document' }
  | { readonly kind: 'score'; readonly model: ModelName; readonly query: string; readonly passage: string }
  | { readonly kind: 'explain'; readonly model: ModelName; readonly query?: string; readonly passage: string };

/** A text's vector. */
export interface Embedded {
  readonly vector: Float32Array;
  /** Tokens read, special ones included; of the text that did not fit. */
  readonly tokens: number;
  readonly dropped: number;
}

/** A pair's score; without one when the passage has no token. */
export interface Scored {
  readonly logit: number | null;
  readonly tokens: number;
  readonly dropped: number;
}

/** A token as the model reads it. */
export interface ExplainedToken {
  readonly piece: string;
  readonly part: 'special' | 'prompt' | 'query' | 'passage';
  readonly kept: boolean;
}

export interface Explained {
  readonly tokens: readonly ExplainedToken[];
}

export type Answer<J extends Job> = J['kind'] extends 'embed' ? Embedded : J['kind'] extends 'score' ? Scored : Explained;

/** To a worker. */
export type Request =
  | { readonly type: 'start'; readonly runtime: ServedFile; readonly base: string; readonly threads: number }
  | { readonly type: 'read'; readonly model: ModelSource }
  | { readonly type: 'give'; readonly taken: TakenFile }
  | { readonly type: 'load'; readonly model: ModelSource; readonly check: boolean }
  | { readonly type: 'keep'; readonly all: readonly ServedFile[] }
  | { readonly type: 'job'; readonly id: number; readonly job: Job };

/** From a worker. `milliseconds` are those of the work itself; `refused` says that the caller asked for what cannot be. */
export type Response =
  | { readonly type: 'progress'; readonly progress: FileProgress }
  | { readonly type: 'loaded'; readonly name: ModelName; readonly milliseconds: number }
  | { readonly type: 'kept'; readonly all: boolean }
  | { readonly type: 'failed'; readonly sentence: string }
  | { readonly type: 'answer'; readonly id: number; readonly answer: Embedded | Scored | Explained; readonly milliseconds: number }
  | { readonly type: 'refused'; readonly id: number; readonly sentence: string };
