import type { Attribution } from '../engine/attribution/attribution';
import { wordsOf } from '../engine/attribution/parts';
import { all, type RecordedReading } from './recorded';

/** A recorded reading as the attribution that it was. */
export function attributionOf({ passage, similarity, logit }: RecordedReading): Attribution {
  const words = wordsOf(passage).map((part, i) => ({ ...part, similarity: similarity[i] ?? null, logit: logit[i] ?? null }));
  return { passage, words, sentences: [], done: 2 * words.length, of: 2 * words.length };
}

/** What was recorded of a passage for a query; undefined when nothing was. */
export function recordedAttribution(query: string, passage: string): Attribution | undefined {
  const reading = query === all.opening.query ? all.openingReading.find((one) => one.passage === passage) : undefined;
  return reading === undefined ? undefined : attributionOf(reading);
}
