import { expect, test } from 'vitest';
import { parsePassages, sayHow, writePassages } from '../../src/compare/passages/passageText';

test.each([
  ['one a line', 'a\nb\nc', 'auto', ['a', 'b', 'c'], 'lines'],
  ['blank lines', 'a\nb\n\nc', 'auto', ['a\nb', 'c'], 'blocks'],
  ['blank lines with spaces in them', 'a\r\n \t\r\nb', 'auto', ['a', 'b'], 'blocks'],
  ['blank lines round it', '\n\n a\nb \n\n', 'auto', ['a', 'b'], 'lines'],
  ['nothing', ' \n ', 'auto', [], 'lines'],
  ['lines by name keep empty ones', 'a\n\nb', 'lines', ['a', '', 'b'], 'lines'],
  ['blocks by name', 'a\nb', 'blocks', ['a\nb'], 'blocks'],
  ['a line separator within a text', 'a\u2028b', 'auto', ['a\u2028b'], 'lines'],
] as const)('parsePassages_%s', (_, text, split, passages, how) => {
  expect(parsePassages(text, split)).toEqual({ passages, split: how });
});

test.each([[['a', 'b']], [['a\nb', 'c']], [['a\nb']], [['a', '', 'b']], [['a b']], [[]]])(
  'writePassages_%j_IsReadBackAsTheSame',
  (texts) => {
    const { text, split } = writePassages(texts.map((text) => ({ text })));
    expect(parsePassages(text, split).passages).toEqual(texts);
  },
);

test('writePassages_BlankLinesWithinOne_AreClosedUp', () => {
  const { text, split } = writePassages([{ text: 'a\n\nb' }, { text: 'c' }]);
  expect(parsePassages(text, split).passages).toEqual(['a\nb', 'c']);
});

test('sayHow_Texts_SaysWhatWasDetected', () => {
  expect(sayHow(parsePassages('a\nb', 'auto'), 'auto')).toBe('2 passages, one a line (detected).');
  expect(sayHow(parsePassages('a\n\nb', 'lines'), 'lines')).toBe(
    '3 passages, one a line; 1 of them empty: not given to a model, and last.',
  );
});
