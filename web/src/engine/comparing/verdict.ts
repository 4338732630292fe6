import type { ComparedPassage, Comparison } from './comparison';

/** What happened, in words. It never says who is right. */
export function verdictOf(comparison: Comparison): string {
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
