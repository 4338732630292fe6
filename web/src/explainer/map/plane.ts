/** The plane on which points differ most: the mean, and the two directions of most variance, each of length 1. */
export interface Plane {
  readonly mean: Float32Array;
  readonly axes: readonly [Float32Array, Float32Array];
  /** Share of all variance that the two directions have, from 0 to 1. */
  readonly share: number;
}

export type Point = readonly [x: number, y: number];

/** Rounds of the power iteration; two directions that differ by less than rounding are as good as each other on a picture. */
const rounds = 200;

/**
 * The first two principal components, by power iteration on the centred vectors: it never builds the matrix of covariances. The same
 * vectors in the same order give the same plane; each axis has its largest number positive, so that a picture is never mirrored.
 */
export function planeOf(vectors: readonly Float32Array[]): Plane {
  const length = vectors[0]?.length ?? 0;
  const mean = new Float32Array(length);
  for (const vector of vectors) add(mean, vector, 1 / vectors.length);
  const centred = vectors.map((vector) => add(Float32Array.from(vector), mean, -1));
  const total = centred.reduce((sum, vector) => sum + dot(vector, vector), 0);
  const first = direction(centred, []);
  const second = direction(centred, [first]);
  const along = (axis: Float32Array) => centred.reduce((sum, vector) => sum + dot(vector, axis) ** 2, 0);
  return { mean, axes: [first, second], share: total === 0 ? 1 : (along(first) + along(second)) / total };
}

/** Where a vector falls on the plane. */
export function project({ mean, axes }: Plane, vector: Float32Array): Point {
  const centred = add(Float32Array.from(vector), mean, -1);
  return [dot(centred, axes[0]), dot(centred, axes[1])];
}

function direction(centred: readonly Float32Array[], known: readonly Float32Array[]): Float32Array {
  const length = centred[0]?.length ?? 0;
  // Any start will do that is not at right angles to what is looked for; this one is the same every time.
  let axis: Float32Array = Float32Array.from({ length }, (_, i) => Math.sin(i + 1));
  for (let round = 0; round < rounds; round++) {
    const next = new Float32Array(length);
    for (const vector of centred) add(next, vector, dot(vector, axis));
    for (const other of known) add(next, other, -dot(next, other));
    const norm = Math.sqrt(dot(next, next));
    // Nothing differs in any further direction.
    if (norm < 1e-12) return new Float32Array(length);
    axis = next.map((value) => value / norm);
  }
  const largest = axis.reduce((most, value) => (Math.abs(value) > Math.abs(most) ? value : most), 0);
  return largest < 0 ? axis.map((value) => -value) : axis;
}

function add(to: Float32Array, vector: Float32Array, times: number): Float32Array {
  for (let i = 0; i < to.length; i++) to[i]! += vector[i]! * times;
  return to;
}

function dot(left: Float32Array, right: Float32Array): number {
  let sum = 0;
  for (let i = 0; i < left.length; i++) sum += left[i]! * right[i]!;
  return sum;
}
