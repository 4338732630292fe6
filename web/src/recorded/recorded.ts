import type { RecordedScore } from '../engine/comparing/runningComparison';
import type { Outcome } from '../engine/comparing/verdict';
import recorded from './recorded.json';

/** A kind of query, by its difficulty. */
export type Kind = 'condition' | 'entity' | 'negation' | 'number' | 'plain' | 'sense' | 'who' | 'words';

/** A passage with the scores that the page's own models gave it. */
export interface RecordedPassage extends RecordedScore {
  readonly text: string;
  readonly id?: string;
  /** Whether it answers the query. */
  readonly answer: boolean;
}

/** A query and passages, in the bi-encoder's order, with what became of the answer. */
export interface Example {
  /** Its place in addresses: users keep links to it. */
  readonly id: string;
  readonly kind: Kind;
  readonly title: string;
  readonly query: string;
  readonly outcome: Outcome;
  /** The best rank of an answer in both orders. */
  readonly before: number;
  readonly after: number;
  readonly passages: readonly RecordedPassage[];
}

/** How many examples of a kind were measured, and for how many each model put the answer first. */
export interface Tally {
  readonly of: number;
  readonly biEncoder: number;
  readonly crossEncoder: number;
}

/** What both scores lose without each word of a passage; the words are those between its white space. */
export interface RecordedReading {
  readonly passage: string;
  readonly similarity: readonly number[];
  readonly logit: readonly number[];
}

/** The query of How it works with the passage that answers it and one that does not. */
export interface RecordedPair {
  readonly query: string;
  /** The first numbers of the query's vector. */
  readonly vector: readonly number[];
  readonly passages: ReadonlyArray<{
    readonly score: RecordedScore;
    readonly reading: RecordedReading;
    readonly vector: readonly number[];
  }>;
}

/** What scripts/record.mjs has written: measured with the models of this build, chosen by its rules. */
export interface Recorded {
  /** SHA-256 of the graphs that gave these scores. */
  readonly models: { readonly biEncoder: string; readonly crossEncoder: string };
  readonly opening: Example;
  /** What both models read of the opening, passage by passage. */
  readonly openingReading: readonly RecordedReading[];
  readonly gallery: readonly Example[];
  /** One of each kind that is offered beside the editor; the last is of a kind that is not resolved. */
  readonly tricky: readonly (Example & { readonly resolved: boolean; readonly tally: Tally })[];
  readonly tally: Tally & { readonly outcomes: Readonly<Record<Outcome, number>> };
  readonly rounds: readonly Example[];
  readonly pair: RecordedPair;
}

export const all = recorded as unknown as Recorded;

/** Every example that has an address. */
export const examples: readonly Example[] = [
  ...new Map([all.opening, ...all.gallery, ...all.tricky].map((example) => [example.id, example])).values(),
];
