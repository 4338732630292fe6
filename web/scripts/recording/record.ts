import { writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { attribute } from '../../src/engine/attribution/attribution';
import type { Example, Recorded, RecordedPair, RecordedReading } from '../../src/recorded/recorded';
import { gallery, opening, rounds, tricky } from './choose';
import { judged, measure, outcomesOf, tallyOf, written } from './examples';
import { mapOf } from './map';
import { Models, root } from './models';

const target = resolve(root, 'web/src/recorded');

/** Measures with the models of this build, chooses, and writes src/recorded/. */
export async function record(say: (line: string) => void): Promise<void> {
  const models = await Models.load();
  write('recorded.json', await examplesOf(models, say));
  write('sampleMap.json', await mapOf(models, say));
}

async function examplesOf(models: Models, say: (line: string) => void): Promise<Recorded> {
  const examples: Example[] = [];
  for (const candidate of written()) {
    const example = await measure(models, candidate);
    say(`${example.kind.padEnd(10)} ${example.before} to ${example.after}  ${example.id}`);
    examples.push(example);
  }
  const game: Example[] = [];
  for (const candidate of rounds(judged(3, 420), 10)) game.push(await measure(models, candidate));
  const first = opening(examples);
  const shown = gallery(examples, first);
  return {
    models: models.sums,
    opening: first,
    openingReading: await readAll(models, first),
    gallery: shown,
    tricky: tricky(
      examples.filter(({ passages }) => passages.length === 4),
      [first.id, ...shown.map(({ id }) => id)],
    ),
    tally: { ...tallyOf(examples), outcomes: outcomesOf(examples) },
    rounds: game,
    pair: await pairOf(models, first),
  };
}

async function readAll(models: Models, { query, passages }: Example): Promise<RecordedReading[]> {
  const readings = [];
  for (const { text } of passages) readings.push(await read(models, query, text));
  return readings;
}

async function read(models: Models, query: string, passage: string): Promise<RecordedReading> {
  const vector = await models.query(query);
  // One run at a time: a session takes no more.
  let turn: Promise<unknown> = Promise.resolve();
  const next = <T>(work: () => Promise<T>): Promise<T> => {
    const done = turn.then(work);
    turn = done;
    return done;
  };
  const scorer = {
    similarity: (text: string) => next(async () => models.similarity(vector, (await models.passage(text)).vector)),
    logit: (text: string) => next(async () => (await models.score(query, text)).logit),
  };
  const { words } = await attribute(passage, scorer, () => undefined);
  return {
    passage,
    similarity: words.map(({ similarity }) => round(similarity ?? 0, 4)),
    logit: words.map(({ logit }) => round(logit ?? 0, 3)),
  };
}

/** The opening's answer, and the passage that the bi-encoder puts first. */
async function pairOf(models: Models, { query, passages }: Example): Promise<RecordedPair> {
  const numbers = (vector: Float32Array) => Array.from(vector.subarray(0, 48), (value) => round(value, 4));
  const pairs = [];
  for (const passage of [passages.find(({ answer }) => answer)!, passages[0]!]) {
    const { similarity, logit, tokens, text } = passage;
    const vector = numbers((await models.passage(text)).vector);
    pairs.push({ score: { similarity, logit, tokens }, reading: await read(models, query, text), vector });
  }
  return { query, vector: numbers(await models.query(query)), passages: pairs };
}

function round(value: number, digits: number): number {
  return Number(value.toFixed(digits));
}

function write(file: string, value: object): void {
  const digits = (_: string, v: unknown) => (typeof v === 'number' && !Number.isInteger(v) ? round(v, 8) : v);
  writeFileSync(resolve(target, file), `${JSON.stringify(value, digits, 1)}\n`);
}
