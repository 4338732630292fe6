/** The cosine of two vectors of the same length. */
export function cosine(left: Float32Array, right: Float32Array): number {
  let [dot, lefts, rights] = [0, 0, 0];
  for (let i = 0; i < left.length; i++) {
    const [a, b] = [left[i]!, right[i]!];
    dot += a * b;
    lefts += a * a;
    rights += b * b;
  }
  return dot / Math.sqrt(lefts * rights);
}

export function sigmoid(logit: number): number {
  return 1 / (1 + Math.exp(-logit));
}
