import type { RecordedScore } from '../engine/comparing/runningComparison';
import recorded from './sampleMap.json';

/** A passage near a query of the map. */
export interface RecordedNear extends RecordedScore {
  /** Its place in the sample, from 0. */
  readonly index: number;
}

/** A query of the sample with the passages nearest to it, nearest first. */
export interface MapQuery {
  readonly text: string;
  /** Its first two principal components. */
  readonly point: readonly [number, number];
  /** Places in the sample of the passages that are judged to answer fully. */
  readonly answers: readonly number[];
  /** Whether the cross-encoder puts an answer first. */
  readonly resolved: boolean;
  readonly near: readonly RecordedNear[];
}

/** The passages of the help-centre sample as the bi-encoder has them, written by scripts/record.mjs. */
export interface SampleMap {
  readonly models: { readonly biEncoder: string; readonly crossEncoder: string };
  readonly mean: readonly number[];
  readonly axes: readonly [readonly number[], readonly number[]];
  /** Share of the variance that the two axes have. */
  readonly share: number;
  /** The vectors in the order of the sample, each number one signed byte that counts `step`; in base64. */
  readonly vectors: string;
  readonly step: number;
  readonly queries: readonly MapQuery[];
}

export const sampleMap = recorded as unknown as SampleMap;

/** The recorded vectors; a cosine of them is within .005 of the whole one's. */
export function sampleVectors({ vectors, step, mean }: SampleMap): Float32Array[] {
  const bytes = Int8Array.from(atob(vectors), (character) => character.charCodeAt(0));
  return Array.from({ length: bytes.length / mean.length }, (_, i) =>
    Float32Array.from(bytes.subarray(i * mean.length, (i + 1) * mean.length), (value) => value * step),
  );
}
