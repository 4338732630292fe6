// The engine's own code on the goldens, in Node: the same WebAssembly that runs in the page.
import { beforeAll, expect, test } from 'vitest';
import { Encoder } from '../../../src/engine/inference/encoder';
import { startRuntime } from '../../../src/engine/inference/graph';
import { selfCheck } from '../../../src/engine/inference/selfCheck';
import type { ModelParts } from '../../../src/engine/loading/modelParts';
import type { ModelName } from '../../../src/engine/loading/modelSource';
import { cosine } from '../../../src/engine/scores';
import { bytes, json, lines, tokenizerOf } from '../../fixtures';

interface TextGolden {
  text: string;
  tokens: number;
  int8: number[];
}
interface PairGolden {
  query: string;
  passage: string;
  tokens: number;
  int8: number;
  reference: number;
}

let [biEncoder, crossEncoder]: Encoder[] = [];

beforeAll(async () => {
  await startRuntime(buffer(bytes('web/node_modules/onnxruntime-web/dist/ort-wasm-simd-threaded.wasm')), 1);
  biEncoder = await load('bge-small-en-v1.5');
  crossEncoder = await load('ms-marco-minilm-l12-v2');
});

test('embed_PortableTexts_PointsWhereTheGoldenDoes', async () => {
  for (const { text, tokens, int8 } of lines<TextGolden>('fixtures/portable/bge-small-en-v1.5.jsonl').slice(0, 16)) {
    const found = await biEncoder!.embed(text, 'document');
    expect(found.tokens).toBe(tokens);
    // Not 1: without fused multiply-add some values are rounded to the neighbouring step of int8 (docs/decisions/0014).
    expect(cosine(found.vector, Float32Array.from(int8)), text.slice(0, 60)).toBeGreaterThan(0.995);
  }
});

test('score_PortablePairs_IsTheGoldenWithinWhatInt8Rounds', async () => {
  const goldens = lines<PairGolden>('fixtures/portable/ms-marco-minilm-l12-v2.jsonl')
    .filter(({ tokens }) => tokens < 100)
    .slice(0, 24);
  const differences: number[] = [];
  for (const { query, passage, tokens, int8 } of goldens) {
    const found = await crossEncoder!.score(query, passage);
    expect(found.tokens).toBe(tokens);
    differences.push(Math.abs(found.logit! - int8));
  }
  // Measured over all 87: .15 at most, 74 within .01; a wrong token or mask is off by whole logits.
  expect(Math.max(...differences)).toBeLessThan(0.25);
  expect(differences.sort((a, b) => a - b)[Math.floor(differences.length / 2)]).toBeLessThan(0.01);
});

test('score_SamePairTwice_IsTheSameBits', async () => {
  const first = await crossEncoder!.score('a query', 'a passage');
  await crossEncoder!.score('another', 'and a longer passage in between');
  expect((await crossEncoder!.score('a query', 'a passage')).logit).toBe(first.logit);
});

test('score_LongPassage_SaysWhatWasCutAndQueryIsNeverCut', async () => {
  const found = await crossEncoder!.score('two words', 'plan '.repeat(600));
  expect([found.tokens, found.dropped]).toEqual([512, 600 - (512 - 3 - 2)]);
  await expect(crossEncoder!.score('word '.repeat(509), 'a')).rejects.toThrow(/The query has 509 tokens.*at most 508\. Shorten the query/);
});

test('score_PassageWithoutATokenIsNotGivenToTheModel', async () => {
  expect(await crossEncoder!.score('a query', '\uFFFD')).toEqual({ logit: null, tokens: 0, dropped: 0 });
});

test('explain_Pair_TellsTheTokensAndWhatWasCut', () => {
  const { tokens } = crossEncoder!.explain('free plan', 'Unaffable '.repeat(200));
  expect(tokens.filter((token) => token.kept)).toHaveLength(512);
  expect(tokens.slice(0, 6).map(({ piece, part }) => `${piece}/${part}`)).toEqual([
    '[CLS]/special',
    'free/query',
    'plan/query',
    '[SEP]/special',
    'una/passage',
    '##ffa/passage',
  ]);
  expect(tokens.filter((token) => !token.kept)).toHaveLength(600 - (512 - 3 - 2));
});

test('selfCheck_BundledModels_Pass', async () => {
  await expect(selfCheck(biEncoder!)).resolves.toBeUndefined();
  await expect(selfCheck(crossEncoder!)).resolves.toBeUndefined();
});

test('selfCheck_AnotherModelsExpectation_IsRefusedInASentence', async () => {
  const wrong = crossEncoder!.parts.check.pairs!.map((pair) => ({ ...pair, logit: -pair.logit }));
  const parts = { ...crossEncoder!.parts, check: { ...crossEncoder!.parts.check, pairs: wrong } };
  const other = Object.assign(Object.create(Encoder.prototype) as Encoder, crossEncoder!, { parts });
  await expect(selfCheck(other)).rejects.toThrow(/does not work in this browser: .* it gives logit .*; expected is .* within 1/);
});

async function load(name: ModelName): Promise<Encoder> {
  const folder = `models/${name}`;
  const parts: ModelParts = {
    name,
    graph: buffer(bytes(`${folder}/onnx/model_int8.onnx`)),
    tokenizer: { sum: '', json: '', config: {} },
    maxTokens: 512,
    prompts: { query: '', document: '' },
    check: json(`${folder}/lodestone.check.json`),
  };
  return Encoder.load(parts, tokenizerOf(name));
}

function buffer(source: Buffer): ArrayBuffer {
  return Uint8Array.from(source).buffer;
}
