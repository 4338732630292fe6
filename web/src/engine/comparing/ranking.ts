/**
 * Ranks from 1, of each index: by score descending, then index. What has no score yet comes after all that have one, and blank passages
 * come last, each in their order.
 */
export function ranks(scores: ReadonlyArray<number | null>, blank: readonly boolean[]): number[] {
  const group = (i: number) => (blank[i] ? 2 : scores[i] === null || scores[i] === undefined ? 1 : 0);
  const order = scores.map((_, i) => i).sort((a, b) => group(a) - group(b) || (scores[b] ?? 0) - (scores[a] ?? 0) || a - b);
  const result = Array.from(order, () => 0);
  order.forEach((index, place) => {
    result[index] = place + 1;
  });
  return result;
}
