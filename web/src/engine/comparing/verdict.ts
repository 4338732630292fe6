import type { ComparedPassage, Comparison } from './comparison';
import { ordinal } from './labels';

/** What became of the answer between the bi-encoder's order and the cross-encoder's. */
export type Outcome = 'found' | 'closer' | 'both' | 'same' | 'farther' | 'lost';

/** Where the answer is in both orders: of several answers the best placed in each. */
export interface AnswerPlaces {
  readonly outcome: Outcome;
  readonly before: ComparedPassage;
  readonly after: ComparedPassage;
}

/** Where the answer went; null while no passage is known to be one, or not every answer has both ranks. */
export function answerPlaces(comparison: Comparison, answers: ReadonlySet<number>): AnswerPlaces | null {
  const known = comparison.passages.filter(({ index }) => answers.has(index));
  if (known.length === 0 || known.some(({ biEncoder, crossEncoder }) => biEncoder.state !== 'scored' || crossEncoder.state !== 'scored'))
    return null;
  const before = known.reduce((best, passage) => (passage.biEncoder.rank < best.biEncoder.rank ? passage : best));
  const after = known.reduce((best, passage) => (passage.crossEncoder.rank < best.crossEncoder.rank ? passage : best));
  return { outcome: outcomeOf(before.biEncoder.rank, after.crossEncoder.rank), before, after };
}

/** What a move of the answer is called. */
export function outcomeOf(before: number, after: number): Outcome {
  if (before === after) return after === 1 ? 'both' : 'same';
  if (after === 1) return 'found';
  if (before === 1) return 'lost';
  return after < before ? 'closer' : 'farther';
}

/** What happened, in words. Whether it was right is said only where the answer is known. */
export function verdictOf(comparison: Comparison, answers: ReadonlySet<number> = new Set()): string {
  const places = answerPlaces(comparison, answers);
  return places === null ? movesOf(comparison) : `${answerSentence(places)}${reversal(comparison)}`;
}

function answerSentence({ outcome, before, after }: AnswerPlaces): string {
  const [from, to] = [ordinal(before.biEncoder.rank), ordinal(after.crossEncoder.rank)];
  const moved = before === after ? `${after.label}, from ${from} to ${to}` : `${after.label} is ${to}, and ${before.label} was ${from}`;
  switch (outcome) {
    case 'found':
      return `The cross-encoder found the answer: ${moved}.`;
    case 'closer':
      return `The cross-encoder moved the answer up, and not to the top: ${moved}.`;
    case 'both':
      return before === after
        ? `Both put the answer first: ${after.label}.`
        : `Both put an answer first: ${before.label}, and ${after.label}.`;
    case 'same':
      return `Neither put the answer first: it is ${to} for both.`;
    case 'farther':
      return `The cross-encoder pushed the answer down: ${moved}.`;
    case 'lost':
      return `The cross-encoder lost the answer: ${moved}.`;
  }
}

function reversal({ passages }: Comparison): string {
  const reversed =
    passages.length > 2 && passages.every(({ biEncoder, crossEncoder }) => biEncoder.rank + crossEncoder.rank === passages.length + 1);
  return reversed ? ' It turned the whole order round.' : '';
}

function movesOf(comparison: Comparison): string {
  const passages = [...comparison.passages].sort((a, b) => a.crossEncoder.rank - b.crossEncoder.rank);
  const first = passages[0];
  if (first === undefined) return 'There are no passages.';
  if (first.crossEncoder.state === 'blank') return 'Every passage is blank, so there is nothing to rank.';
  const biFirst = passages.find((passage) => passage.biEncoder.rank === 1)!;
  const heads =
    biFirst === first
      ? `Both put ${first.label} first.`
      : `The bi-encoder put ${biFirst.label} first; the cross-encoder moved ${first.label} from ${first.biEncoder.rank} to 1.`;
  const furthest = passages.reduce((best, passage) => (Math.abs(passage.moved) > Math.abs(best.moved) ? passage : best));
  if (furthest.moved === 0) return passages.length === 1 ? heads : `${heads} Their order is the same throughout.`;
  if (furthest === first) return heads;
  return `${heads} The furthest move is ${furthest.label}, from ${furthest.biEncoder.rank} to ${furthest.crossEncoder.rank}.`;
}

/** What else has to be said: what was cut, what was not read. */
export function remarksOn(comparison: Comparison): string[] {
  return comparison.passages.flatMap(remarks);
}

function remarks({ label, biEncoder, crossEncoder }: ComparedPassage): string[] {
  const remarks: string[] = [];
  if (biEncoder.state === 'blank') remarks.push(`${label} is blank: neither model was given it, and it comes last.`);
  if (biEncoder.droppedTokens > 0) remarks.push(`${label} was cut for the bi-encoder: ${tokens(biEncoder.droppedTokens)} did not fit.`);
  if (crossEncoder.droppedTokens > 0)
    remarks.push(`${label} was cut for the cross-encoder: ${tokens(crossEncoder.droppedTokens)} did not fit beside the query.`);
  return remarks;
}

function tokens(count: number): string {
  return `${count} token${count === 1 ? '' : 's'}`;
}
