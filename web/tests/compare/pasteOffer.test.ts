import { expect, test } from 'vitest';
import { fromJson } from '../../src/compare/passages/json';
import { foreignLanguage } from '../../src/compare/passages/language';
import { parsePassages, writePassages } from '../../src/compare/passages/passageText';
import { languageRemark, pasteOffer } from '../../src/compare/passages/pasteOffer';
import { pastedTable } from '../../src/compare/passages/tables';

const taken = (text: string) =>
  pasteOffer(text)
    ?.take()
    .map((passage) => passage.text);

test.each([
  ['id,text\n1,"One, two."\n2,Three.', ['One, two.', 'Three.']],
  ['id\ttext\n1\tOne.\n2\tTwo.', ['One.', 'Two.']],
  ['no;note\n1;A long note.\n2;Another long note.', ['A long note.', 'Another long note.']],
  ['["One.", "Two."]', ['One.', 'Two.']],
  ['{"hits": [{"id": 7, "body": "One."}, {"body": "Two."}]}', ['One.', 'Two.']],
])('pasteOffer_%j_OffersItsTexts', (text, expected) => {
  expect(taken(text)).toEqual(expected);
});

test.each([
  'One sentence, with a comma.\nAnother, with one too.\nA third, like them.',
  'Plain text.\nMore of it.',
  '[1] is a note.\nSo is [2].',
  'if (a < b) return;\nreturn a <b> c;',
  '{"a": 1}',
  '',
])('pasteOffer_%j_OffersNothing', (text) => {
  expect(pasteOffer(text)).toBeNull();
});

test('pastedTable_IdsAndTexts_KeepsTheIds', () => {
  expect(pastedTable('id,text\n7,One.\n8,Two.')).toEqual({
    column: 'text',
    passages: [
      { id: '7', text: 'One.' },
      { id: '8', text: 'Two.' },
    ],
  });
});

test.each([[null], [1], ['x'], [{}], [[]], [[1, 2]], [[{ a: 1 }]], [{ a: [[1]] }]])('fromJson_%j_IsNoListOfPassages', (value) => {
  expect(fromJson(value)).toBeNull();
});

test.each([
  ['wie kann ich mein Konto löschen und wo ist das', 'German'],
  ['comment est-ce que je peux supprimer mon compte', 'French'],
  ['ゲストは管理者を削除できますか', 'Japanese'],
  ['هل يمكن للضيف إزالة المسؤول', 'Arabic'],
  ['может ли гость удалить администратора', 'Cyrillic'],
  ['can a guest remove an admin', null],
  ['Ordering in a café: ψ and 漢字 in one English sentence of some length', null],
  ['C#', null],
])('foreignLanguage_%j_Is %s', (text, language) => {
  expect(foreignLanguage(text)).toBe(language);
});

test('languageRemark_GermanQuery_SaysWhatTheModelsKnow', () => {
  expect(languageRemark('wie kann ich das und wo ist es', 'An admin can remove a guest.')).toBe(
    'The query looks German. Both models learned from English, so ranks and scores can be wrong.',
  );
  expect(languageRemark('who can', 'An admin can remove a guest.')).toBeNull();
});

test('parsePassages_ListWithABlankLine_IsAPassageAnItem', () => {
  expect(parsePassages('- one\n- two\n  goes on\n\n- three', 'auto')).toEqual({
    passages: ['one', 'two goes on', 'three'],
    split: 'lines',
  });
  expect(parsePassages('1. one\n2. two', 'auto').passages).toEqual(['one', 'two']);
  expect(parsePassages('- one\ntwo', 'auto').passages).toEqual(['- one', 'two']);
});

test('writePassages_PassagesThatLookLikeAList_AreReadAsTheSame', () => {
  const passages = [{ text: '- one' }, { text: '- two' }];
  const { text, split } = writePassages(passages);
  expect(parsePassages(text, split).passages).toEqual(['- one', '- two']);
});
