import { expect, test } from 'vitest';
import { isBlank } from '../../../src/engine/tokenization/blankText';
import { pairInput, textInput } from '../../../src/engine/tokenization/modelInput';
import { tokenizerOf } from '../../fixtures';

const tokenizer = tokenizerOf('ms-marco-minilm-l12-v2');
const long = tokenizer.encode('plan '.repeat(600));
const query = tokenizer.encode('free plan');

test('textInput_LongText_KeepsBothSpecialTokensAndCountsTheRest', () => {
  const input = textInput(tokenizer, long, 512);
  expect(input.ids).toHaveLength(512);
  expect([input.ids[0], input.ids.at(-1)]).toEqual([tokenizer.cls, tokenizer.sep]);
  expect(input.dropped).toBe(90);
});

test('pairInput_LongPassage_CutsThePassageAndKeepsBothSeparators', () => {
  const input = pairInput(tokenizer, query, long, 512)!;
  expect(input.ids).toHaveLength(512);
  expect(input.ids.filter((id) => id === tokenizer.sep)).toHaveLength(2);
  expect(input.ids.slice(1, 3)).toEqual(query.ids);
  expect(input.dropped).toBe(600 - (512 - 3 - 2));
});

test('pairInput_QueryWithoutRoomForAPassage_IsRefused', () => {
  expect(pairInput(tokenizer, long, query, 512)).toBeNull();
});

test.each([
  ['', true],
  [' \n\t\u00A0\u2003', true],
  ['\u200B\uFEFF\u00AD\u0000', true],
  ['\u0085', true],
  ['a', false],
  [' . ', false],
  ['\u{E0001}', false],
  ['\uFFFD', false],
])('isBlank_%j_%s', (text, blank) => {
  expect(isBlank(text)).toBe(blank);
});
