import { cosine } from '../../engine/scores';
import type { SampleMap } from '../../recorded/sampleMap';
import { readDocuments, readQueries } from '../../sample/helpCentre';
import { type Plane, type Point, planeOf, project } from './plane';

/** How many of the nearest the cross-encoder reads. */
export const nearest = 10;

/** Passages with their vectors, and the plane they are drawn on. */
export interface MappedPassages {
  readonly texts: readonly string[];
  /** What a passage is called beside its point. */
  readonly titles: readonly string[];
  readonly vectors: readonly Float32Array[];
  readonly plane: Plane;
  readonly points: readonly Point[];
  /** Places of those that are judged to answer a query; null where nobody judged it. */
  answersOf(query: string): ReadonlySet<number> | null;
}

/** A passage near a query, with what the models said of it so far. */
export interface Near {
  readonly index: number;
  readonly similarity: number;
  readonly logit: number | null;
}

/** Loads what was recorded for the map: it is as large as the rest of the page, so it does not keep the first picture waiting. */
export const loadSampleMap = () => import('../../recorded/sampleMap');

/** The sample's passages, embedded when the page was built. */
export function samplePassages(map: SampleMap, vectors: readonly Float32Array[]): MappedPassages {
  const documents = readDocuments();
  const places = new Map(documents.map(({ id }, index) => [id, index]));
  const answers = new Map(readQueries().map(({ text, answers }) => [text, new Set([...answers].map((id) => places.get(id)!))]));
  const plane = { mean: Float32Array.from(map.mean), axes: map.axes.map((axis) => Float32Array.from(axis)) as never, share: map.share };
  return {
    ...drawn(vectors, plane),
    texts: documents.map(({ title, text }) => `${title}. ${text}`),
    titles: documents.map(({ title }) => title),
    answersOf: (query) => answers.get(query) ?? null,
  };
}

/** A visitor's own passages; which of them answers is not known. */
export function ownPassages(texts: readonly string[], vectors: readonly Float32Array[]): MappedPassages {
  return { ...drawn(vectors, planeOf(vectors)), texts, titles: texts.map(short), answersOf: () => null };
}

/** The passages nearest to a query, nearest first; of two as near the one that comes first. */
export function nearestTo({ vectors }: MappedPassages, query: Float32Array): Near[] {
  return vectors
    .map((vector, index) => ({ index, similarity: cosine(query, vector), logit: null }))
    .sort((a, b) => b.similarity - a.similarity || a.index - b.index)
    .slice(0, nearest);
}

function drawn(vectors: readonly Float32Array[], plane: Plane): Pick<MappedPassages, 'vectors' | 'plane' | 'points'> {
  return { vectors, plane, points: vectors.map((vector) => project(plane, vector)) };
}

function short(text: string): string {
  const line = text.trim().replace(/\s+/g, ' ');
  return line.length > 60 ? `${line.slice(0, 59).trimEnd()}…` : line;
}
