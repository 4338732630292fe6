import { expect, test } from 'vitest';
import { type ChoiceValue, type FilterParts, readFilter, toggle, writeFilter } from '../../../src/search/facets/filterText';

const parts = (choices: Readonly<Record<string, readonly ChoiceValue[]>>, ...rest: readonly string[]): FilterParts => ({
  choices: new Map(Object.entries(choices)),
  rest,
});

test.each<[string, FilterParts]>([
  ['', parts({})],
  ['plan = "free"', parts({ plan: ['free'] })],
  ['plan in (\'pro\', "team") and year = 2024', parts({ plan: ['pro', 'team'], year: [2024] })],
  ['draft = TRUE AND (year >= 2024)', parts({ draft: [true] }, 'year >= 2024')],
  ['`odd "field"` = "x" and `in` = 1', parts({ 'odd "field"': ['x'], in: [1] })],
  ['`a``b` = "say \\"and\\" or )"', parts({ 'a`b': ['say "and" or )'] })],
  ['a = 1 or b = 2', parts({}, 'a = 1 or b = 2')],
  ['plan = "free" and (a = 1 or b = 2)', parts({ plan: ['free'] }, 'a = 1 or b = 2')],
  ['plan = "a" and plan = "b"', parts({ plan: ['a'] }, 'plan = "b"')],
  ['not plan = "a" and plan = "b"', parts({ plan: ['b'] }, 'not plan = "a"')],
  ['tags contains "x" and exists year', parts({}, 'tags contains "x"', 'exists year')],
  ['@id = "x"', parts({}, '@id = "x"')],
  ['since = 2024-05-01 and big = 9007199254740993', parts({}, 'since = 2024-05-01', 'big = 9007199254740993')],
  ['(a = 1) and (b = 2)', parts({ a: [1], b: [2] })],
])('readFilter_%j_IsRead', (text, expected) => {
  expect(readFilter(text)).toEqual(expected);
});

test.each([
  'plan = ',
  'plan = "open',
  'a = 1 and',
  'and a = 1',
  '(a = 1',
  'a = 1)',
  'a = 1 ; b = 2',
  'a = "\\q"',
  'a in (1, )',
  'a in (1 2)',
  'a in ()',
])('readFilter_%j_StaysAsItWasWritten', (text) => {
  expect(readFilter(text)).toEqual(parts({}, text.trim()));
  expect(writeFilter(readFilter(text))).toBe(text.trim());
});

test.each<[FilterParts, string]>([
  [parts({}), ''],
  [parts({ plan: [] }), ''],
  [parts({ plan: ['free'] }, 'year >= 2024'), 'plan = "free" and year >= 2024'],
  [parts({ plan: ['pro', 'team'] }, 'a = 1 or b = 2'), 'plan in ("pro", "team") and (a = 1 or b = 2)'],
  [parts({}, 'a = 1 or b = 2'), 'a = 1 or b = 2'],
  [parts({ or: ['\u0008\f\n"\\'] }), '`or` = "\\u0008\\u000c\\n\\"\\\\"'],
  [parts({ 'a b': [true, -1.5] }), '`a b` in (true, -1.5)'],
])('writeFilter_%j_IsReadAsTheSame', (value, text) => {
  expect(writeFilter(value)).toBe(text);
  const filled = new Map([...value.choices].filter(([, values]) => values.length > 0));
  expect(readFilter(text)).toEqual({ choices: filled, rest: value.rest });
});

test('toggle_Value_IsChosenAndTakenBack', () => {
  const once = toggle(parts({ plan: ['free'] }, 'year > 1'), 'plan', 'pro');
  expect(writeFilter(once)).toBe('plan in ("free", "pro") and year > 1');
  expect(writeFilter(toggle(toggle(once, 'plan', 'free'), 'plan', 'pro'))).toBe('year > 1');
  // The number and the text that reads the same are two values.
  expect(writeFilter(toggle(parts({ year: [2024] }), 'year', '2024'))).toBe('year in (2024, "2024")');
});
