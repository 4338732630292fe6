import { expect, test } from 'vitest';
import { planeOf, project } from '../../src/explainer/map/plane';

/** Points of a flat ellipse in ten dimensions, with a little beside it. */
function ellipse(): Float32Array[] {
  return Array.from({ length: 60 }, (_, i) => {
    const angle = (i / 60) * 2 * Math.PI;
    const vector = new Float32Array(10).fill(0.5);
    vector[3]! += 4 * Math.cos(angle);
    vector[7]! += 2 * Math.sin(angle);
    vector[1]! += 0.1 * Math.cos(3 * angle);
    return vector;
  });
}

test('planeOf_AnEllipse_FindsItsAxesLongestFirst', () => {
  const { mean, axes, share } = planeOf(ellipse());
  for (const value of mean) expect(value).toBeCloseTo(0.5, 5);
  expect(axes[0][3]).toBeCloseTo(1, 4);
  expect(axes[1][7]).toBeCloseTo(1, 4);
  // 8 and 2 of variance on the axes, .005 beside them.
  expect(share).toBeCloseTo(10 / 10.005, 5);
});

test('project_APoint_GivesItsPlaceOnThePlane', () => {
  const vectors = ellipse();
  const plane = planeOf(vectors);
  const [x, y] = project(plane, vectors[0]!);
  expect(x).toBeCloseTo(4, 2);
  expect(y).toBeCloseTo(0, 2);
});

test('planeOf_VectorsThatDifferInOneDirection_HasNoSecond', () => {
  const { axes, share } = planeOf([Float32Array.of(0, 0, 1), Float32Array.of(0, 0, 3), Float32Array.of(0, 0, 2)]);
  expect([...axes[0]]).toEqual([0, 0, 1]);
  expect([...axes[1]]).toEqual([0, 0, 0]);
  expect(share).toBeCloseTo(1, 6);
});

test('planeOf_VectorsAllAlike_PutsThemInOnePlace', () => {
  const same = Float32Array.of(1, 2, 3);
  const plane = planeOf([same, same, same]);
  expect(plane.share).toBe(1);
  expect(project(plane, same)).toEqual([0, 0]);
});

test('planeOf_VectorsInAnotherOrder_IsTheSamePlane', () => {
  const [plane, turned] = [planeOf(ellipse()), planeOf(ellipse().reverse())];
  plane.axes.forEach((axis, i) => {
    for (let k = 0; k < axis.length; k++) expect(turned.axes[i as 0 | 1][k]).toBeCloseTo(axis[k]!, 4);
  });
});
