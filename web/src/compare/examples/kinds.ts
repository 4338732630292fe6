import { ordinal } from '../../engine/comparing/labels';
import type { Example, Kind } from '../../recorded/recorded';

/** What can be on the page: an example that the page brings along, the visitor's own text, or what a link brought. */
export type Choice = Example | 'own' | 'link';

/** How each kind of query is difficult, in a few words. */
export const kindNames: Readonly<Record<Kind, string>> = {
  condition: 'A further condition',
  entity: 'Which one has it?',
  negation: 'A “not” in it',
  number: 'Numbers compared',
  plain: 'A plain question',
  sense: 'Same word, other sense',
  who: 'Who did it to whom?',
  words: 'Answered in other words',
};

/** Where the answer went: "answer 4th to 1st". */
export function moveText({ before, after }: Pick<Example, 'before' | 'after'>): string {
  return before === after ? `answer ${ordinal(after)} in both` : `answer ${ordinal(before)} to ${ordinal(after)}`;
}

/** The groups of the gallery, wins first; each says plainly what it is. */
export const groups: ReadonlyArray<readonly [title: string, outcomes: readonly Example['outcome'][]]> = [
  ['The careful reader wins', ['found', 'closer']],
  ['No difference', ['both', 'same']],
  ['The careful reader fails', ['lost', 'farther']],
];
