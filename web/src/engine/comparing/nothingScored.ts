import { isBlank } from '../tokenization/blankText';
import type { Comparison, Passage } from './comparison';
import { RunningComparison } from './runningComparison';

/** A comparison before its first answer, in the order given: what can be shown while the models are on their way. */
export function nothingScored(query: string, passages: readonly Passage[]): Comparison {
  return new RunningComparison(
    query,
    passages,
    passages.map(({ text }) => isBlank(text)),
  ).read();
}
