import type { Passage } from '../../engine/comparing/comparison';
import scenarios from './scenarios.json';

/** A query and passages that the page brings along. */
export interface Scenario {
  readonly title: string;
  readonly query: string;
  readonly note: string;
  readonly passages: ReadonlyArray<Passage & { /** 0 wrong to 3 answers it, by the sample's judgements. */ readonly grade?: number }>;
}

/** Written by scripts/scenarios.mjs: what `lodestone compare` shows first, then measured ones. */
export const allScenarios: readonly Scenario[] = scenarios;

/** What a grade says of a passage. */
export const gradeWords = ['judged: no answer', 'judged: related', 'judged: most of the answer', 'judged: the answer'] as const;
