/** Which text of a pair gives way when both do not fit. */
export type PairTruncation = 'passageOnly' | 'longestFirst';

/**
 * How many tokens of each text of a pair stay, by the rules of Hugging Face tokenizers; the library the page uses has no truncation.
 * With `passageOnly` the first is never cut; when it alone does not fit, the second count is negative, and the caller refuses the pair.
 */
export function fitPair(first: number, second: number, room: number, truncation: PairTruncation): readonly [number, number] {
  if (first + second <= room) return [first, second];
  if (truncation === 'passageOnly') return [first, room - first];

  // The shorter text is safe as long as it needs at most half of the room. Beyond that both get half,
  // and the odd token goes to the text that was longer, the second one when they were equal.
  const shorter = Math.min(first, second);
  const half = Math.floor(room / 2);
  const [small, large] = shorter <= half ? [shorter, room - shorter] : [half, room - half];
  return first > second ? [large, small] : [small, large];
}
