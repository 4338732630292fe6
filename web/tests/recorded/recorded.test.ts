// What the page claims before a model is loaded: it has to be what the models of this build give.

import { modelFiles } from 'virtual:model-files';
import { expect, test } from 'vitest';
import { Models } from '../../scripts/recording/models';
import { groups } from '../../src/compare/examples/kinds';
import { parsePassages, writePassages } from '../../src/compare/passages/passageText';
import { recordedComparison } from '../../src/engine/comparing/runningComparison';
import { answerPlaces, verdictOf } from '../../src/engine/comparing/verdict';
import { graphFile } from '../../src/engine/loading/graphFile';
import { biEncoderName, crossEncoderName } from '../../src/engine/loading/modelSource';
import { recordedAttribution } from '../../src/recorded/readings';
import { all, examples } from '../../src/recorded/recorded';

const shown = [...examples, ...all.rounds];

test('recorded_ModelsOfThisBuild_AreThoseThatWereRecorded', () => {
  const sum = (model: string) => modelFiles[model]![graphFile]!.sha256;
  expect(all.models, 'run: npm run record').toEqual({ biEncoder: sum(biEncoderName), crossEncoder: sum(crossEncoderName) });
});

test('opening_ScoredAgain_HasTheRecordedScores', async () => {
  const models = await Models.load(null);
  const { query, passages } = all.opening;
  const vector = await models.query(query);
  for (const { text, similarity, logit, tokens } of passages) {
    const [embedded, pair] = [await models.passage(text), await models.score(query, text)];
    expect(models.similarity(vector, embedded.vector)).toBeCloseTo(similarity, 5);
    expect(pair.logit).toBeCloseTo(logit, 4);
    expect([embedded.tokens, pair.tokens]).toEqual(tokens);
  }
});

test('opening_Shown_HasTheAnswerGoFromLastToFirst', () => {
  const { query, passages } = all.opening;
  expect(passages).toHaveLength(4);
  const comparison = recordedComparison(query, passages, passages);
  const answers = new Set(passages.flatMap(({ answer }, i) => (answer ? [i] : [])));
  expect(answerPlaces(comparison, answers)).toMatchObject({ outcome: 'found', before: { biEncoder: { rank: 4 } } });
  expect(verdictOf(comparison, answers)).toMatch(/^The cross-encoder found the answer: [A-D], from 4th to 1st\./);
  for (const { text } of passages) expect(recordedAttribution(query, text)!.words.some(({ logit }) => (logit ?? 0) > 0)).toBe(true);
});

test('examples_Each_AreWhatTheirScoresSay', () => {
  for (const { id, query, passages, outcome, before, after } of shown) {
    const answers = new Set(passages.flatMap(({ answer }, i) => (answer ? [i] : [])));
    const places = answerPlaces(recordedComparison(query, passages, passages), answers);
    expect(places, id).toMatchObject({ outcome, before: { biEncoder: { rank: before } }, after: { crossEncoder: { rank: after } } });
  }
});

test('gallery_Shown_HasWinsTiesAndLosses', () => {
  for (const [title, outcomes] of groups)
    expect([all.opening, ...all.gallery].filter(({ outcome }) => outcomes.includes(outcome)).length, title).toBeGreaterThan(0);
  expect(all.gallery.map(({ query }) => query)).toContain('Does the free plan include API access?');
});

test('tricky_Kinds_AreThreeResolvedAndOneThatIsNot', () => {
  expect(all.tricky.map(({ resolved }) => resolved)).toEqual([true, true, true, false]);
  for (const { resolved, after } of all.tricky) expect(after === 1).toBe(resolved);
});

test('rounds_Game_AreTenWithOneAnswerEach', () => {
  expect(all.rounds).toHaveLength(10);
  for (const { passages } of all.rounds) expect(passages.filter(({ answer }) => answer)).toHaveLength(1);
});

test('examples_WrittenIntoTheEditor_AreReadAsTheSamePassages', () => {
  for (const { passages } of shown) {
    const { text, split } = writePassages(passages);
    expect(parsePassages(text, split).passages).toEqual(passages.map((passage) => passage.text.trim()));
  }
});

test('pair_HowItWorks_HasTheCrossEncoderPreferWhatTheBiEncoderDoesNot', () => {
  const [answer, other] = all.pair.passages;
  expect(answer!.score.logit).toBeGreaterThan(other!.score.logit);
  expect(answer!.score.similarity).toBeLessThan(other!.score.similarity);
});
