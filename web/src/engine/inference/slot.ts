import type { ModelName } from '../loading/modelSource';
import type { Job } from './protocol';

/** An answer, and when the work for it began and ended (as of performance.now). */
export interface Done<A> {
  readonly answer: A;
  readonly started: number;
  readonly ended: number;
}

/** A job that waits for its turn, or for its answer. */
export interface Waiting {
  readonly job: Job;
  readonly resolve: (done: Done<never>) => void;
  readonly reject: (reason: unknown) => void;
  started: number;
  tries: number;
}

/** A worker of a pool: its number, which no other worker of that pool ever has. */
export type WorkerId = number;

/** A worker, and what it has and does. */
export interface Slot {
  readonly id: WorkerId;
  readonly worker: Worker;
  readonly models: Set<ModelName>;
  readonly loads: Map<ModelName, { readonly resolve: () => void; readonly reject: (reason: unknown) => void }>;
  onKept: (all: boolean) => void;
  current: { readonly id: number; readonly waiting: Waiting } | undefined;
}
