import { expect, test } from 'vitest';
import { type Attribution, attribute, mostWords } from '../../../src/engine/attribution/attribution';
import { atMost, sentencesOf, without, wordsOf } from '../../../src/engine/attribution/parts';

/** A model that counts: its logit is 3 for "key" and 1 for any other word. */
const counting = {
  similarity: (text: string) => Promise.resolve(text.split(' ').length / 100),
  logit: (text: string) => Promise.resolve(text.split(/\s+/).reduce((sum, word) => sum + (word === 'key' ? 3 : 1), 0)),
};

const texts = (passage: string, parts: ReadonlyArray<{ start: number; end: number }>) =>
  parts.map(({ start, end }) => passage.slice(start, end));

test('attribute_ShortPassage_GivesWhatIsLostWithoutEachWord', async () => {
  const updates: Attribution[] = [];
  const found = await attribute('the key column', counting, (soFar) => updates.push(soFar));
  expect(found.words.map(({ logit }) => logit)).toEqual([1, 3, 1]);
  expect(found.words.map(({ similarity }) => similarity!.toFixed(2))).toEqual(['0.01', '0.01', '0.01']);
  expect(found.sentences).toEqual([]);
  expect([found.done, found.of]).toEqual([6, 6]);
  expect(updates).toHaveLength(6);
});

test('attribute_LongPassage_GoesBySentenceAndThenIntoTheOneThatCounts', async () => {
  const filler = Array.from({ length: 12 }, () => 'word').join(' ');
  const passage = `${filler}. ${filler}. A key key key key key key key key key key key key key. ${filler}.`;
  const found = await attribute(passage, counting, () => undefined);
  expect(found.sentences).toHaveLength(4);
  expect(texts(passage, found.words).slice(0, 2)).toEqual(['A', 'key']);
  expect(found.words.length).toBeLessThanOrEqual(mostWords);
});

test('attribute_OneWord_HasNothingToLeaveOut', async () => {
  const found = await attribute('key', counting, () => undefined);
  expect(found.words).toEqual([{ start: 0, end: 3, similarity: null, logit: null }]);
  expect([found.done, found.of]).toEqual([0, 0]);
});

test('without_Word_LeavesOneSpace', () => {
  const text = 'one  two three';
  expect(wordsOf(text).map((word) => without(text, word))).toEqual(['two three', 'one three', 'one  two']);
});

test('sentencesOf_Text_EndsAtMarksAndLines', () => {
  const text = 'Version 5.0.2 is out. Is it? Yes\nNext line "so." End';
  expect(texts(text, sentencesOf(text))).toEqual(['Version 5.0.2 is out.', 'Is it?', 'Yes', 'Next line "so."', 'End']);
});

test('atMost_ManyParts_AreGrouped', () => {
  const parts = wordsOf('a b c d e');
  expect(atMost(parts, 5)).toHaveLength(5);
  expect(texts('a b c d e', atMost(parts, 2))).toEqual(['a b c', 'd e']);
});
