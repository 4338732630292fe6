import { expect, test } from 'vitest';
import { pairInput, textInput } from '../../../src/engine/tokenization/modelInput';
import { lines, tokenizerOf } from '../../fixtures';

interface PairGolden {
  first: string;
  second: string;
  max_length: number;
  truncation: 'only_second' | 'longest_first';
  input_ids: number[];
  token_type_ids: number[];
}

const tokenizer = tokenizerOf('bge-small-en-v1.5');

test('encode_PortableTexts_GivesTheReferencesIds', () => {
  const goldens = lines<{ text: string; input_ids: number[] }>('fixtures/portable/wordpiece.jsonl');
  expect(goldens).toHaveLength(65);
  for (const { text, input_ids } of goldens)
    expect(textInput(tokenizer, tokenizer.encode(text), 1_000_000).ids, text.slice(0, 80)).toEqual(input_ids);
});

test('pairInput_PortablePairs_GivesTheReferencesIdsUnderBothTruncations', () => {
  const goldens = lines<PairGolden>('fixtures/portable/wordpiece_pairs.jsonl');
  expect(goldens).toHaveLength(115);
  for (const { first, second, max_length, truncation, input_ids, token_type_ids } of goldens) {
    const how = truncation === 'only_second' ? 'passageOnly' : 'longestFirst';
    const input = pairInput(tokenizer, tokenizer.encode(first), tokenizer.encode(second), max_length, how);
    expect(input?.ids, `${first} | ${second}`.slice(0, 80)).toEqual(input_ids);
    expect(input?.typeIds).toEqual(token_type_ids);
  }
});

// The two places where the library alone would differ from the reference, and its two neighbours where it would not.
test.each([
  ['capital sigma at the end of a word', '\u03A3\u03AF\u03C3\u03C5\u03C6\u03BF\u03A3', [1173, 18199, 29733, 29735, 29736, 29730, 29733]],
  ['capital sigma alone', 'a\u03A3b \u03A3', [1037, 29733, 2497, 1173]],
  ['ideograph beyond the first plane', 'a\u{20000}b', [1037, 100, 1038]],
  ['ideograph of the first plane', 'a\u4E2Db', [1037, 1746, 1038]],
])('encode_%s_GivesTheReferencesIds', (_, text, ids) => {
  expect(tokenizer.encode(text).ids).toEqual(ids);
});

test('encode_AnyText_GivesAPieceForEachId', () => {
  const { ids, pieces } = tokenizer.encode('Unaffable \u03A3 [SEP] caf\u00E9');
  expect(pieces).toEqual(['una', '##ffa', '##ble', '\u03C3', '[SEP]', 'cafe']);
  expect(ids).toHaveLength(pieces.length);
});
