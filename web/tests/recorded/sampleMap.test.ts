// What the map of How it works claims before a model is loaded.

import { modelFiles } from 'virtual:model-files';
import { expect, test } from 'vitest';
import { Models } from '../../scripts/recording/models';
import { graphFile } from '../../src/engine/loading/graphFile';
import { biEncoderName, crossEncoderName } from '../../src/engine/loading/modelSource';
import { nearestTo, samplePassages } from '../../src/explainer/map/passages';
import { planeOf, project } from '../../src/explainer/map/plane';
import { sampleMap, sampleVectors } from '../../src/recorded/sampleMap';

const passages = samplePassages(sampleMap, sampleVectors(sampleMap));

test('sampleMap_ModelsOfThisBuild_AreThoseThatWereRecorded', () => {
  const sum = (model: string) => modelFiles[model]![graphFile]!.sha256;
  expect(sampleMap.models, 'run: npm run record').toEqual({ biEncoder: sum(biEncoderName), crossEncoder: sum(crossEncoderName) });
});

test('vectors_Recorded_AreOfThePassagesOfTheSample', async () => {
  expect(passages.vectors).toHaveLength(passages.texts.length);
  const models = await Models.load(null);
  for (const index of [0, 57, 200, 315]) {
    const { vector } = await models.passage(passages.texts[index]!);
    expect(models.similarity(vector, passages.vectors[index]!), passages.titles[index]).toBeGreaterThan(0.999);
  }
});

test('plane_Recorded_IsTheOneOnWhichTheseVectorsDifferMost', () => {
  const { axes, share } = planeOf(sampleVectors(sampleMap));
  expect(share).toBeCloseTo(sampleMap.share, 2);
  axes.forEach((axis, i) => {
    const cosine = axis.reduce((sum, value, k) => sum + value * sampleMap.axes[i as 0 | 1][k]!, 0);
    expect(cosine).toBeGreaterThan(0.99);
  });
});

test('queries_Recorded_LieWhereTheModelPutsThemWithTheirNearest', async () => {
  const models = await Models.load(null);
  for (const { text, point, near } of sampleMap.queries) {
    const vector = await models.query(text);
    project(passages.plane, vector).forEach((value, i) => expect(value).toBeCloseTo(point[i as 0 | 1], 3));
    // Vectors in bytes may change the places of two that are as near.
    const found = nearestTo(passages, vector).map(({ index }) => index);
    expect(found.filter((index) => near.some((one) => one.index === index)).length, text).toBeGreaterThanOrEqual(9);
  }
});

test('queries_Recorded_AreThreeThatAreResolvedAndOneThatIsNot', () => {
  expect(sampleMap.queries.map(({ resolved }) => resolved)).toEqual([true, true, true, false]);
  for (const { text, near, answers, resolved } of sampleMap.queries) {
    const best = near.reduce((a, b) => (b.logit > a.logit ? b : a));
    expect(answers.includes(best.index), text).toBe(resolved);
    // Near is not the answer, or the answer was near and is lost.
    expect(answers.includes(near[0]!.index), text).toBe(!resolved);
    expect(new Set(answers), text).toEqual(passages.answersOf(text));
  }
});
