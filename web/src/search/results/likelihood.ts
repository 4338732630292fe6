import { percentText } from '../../ui/figures';
import type { Hit } from '../server/contract';
import { outcomeText } from './hitCard';

/** How likely a hit answers, in words. */
export type Likelihood = 'answers' | 'related' | 'unlikely';

/** The least probability of a hit that may answer: the default of the library's `AnswerProbability` (docs/search.md). */
const mayAnswer = 0.02;

const words: Readonly<Record<Likelihood, string>> = { answers: 'Likely answers', related: 'May answer', unlikely: 'Unlikely' };

/** By the cross-encoder's probability; null for a hit that it did not read. */
export function likelihoodOf({ crossEncoder }: Hit): Likelihood | null {
  if (crossEncoder === null) return null;
  return crossEncoder.probability >= 0.5 ? 'answers' : crossEncoder.probability >= mayAnswer ? 'related' : 'unlikely';
}

/** The word and the number. The final score compares the hits of one answer, and says nothing of whether one answers. */
export function likelihoodText(hit: Hit): readonly [word: string, number: string] {
  const likelihood = likelihoodOf(hit);
  if (likelihood === null) return [outcomeText[hit.outcome as keyof typeof outcomeText] ?? hit.outcome, ''];
  return [words[likelihood], `probability ${percentText(hit.crossEncoder!.probability)}`];
}
