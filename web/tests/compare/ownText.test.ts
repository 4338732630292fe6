import { expect, test } from 'vitest';
import { type Draft, OwnText } from '../../src/compare/ownText';

const draft: Draft = { query: ' who? ', passages: 'One.\n\nTwo\nlines.', split: 'auto', ids: [['One.', '7']] };

/** What a tab keeps over a reload. */
function tab(content = new Map<string, string>()): () => Pick<Storage, 'getItem' | 'setItem'> {
  return () => ({
    getItem: (key: string) => content.get(key) ?? null,
    setItem: (key: string, value: string) => {
      content.set(key, value);
    },
  });
}

test('draft_AfterAReload_IsTheLastOneKept', () => {
  const storage = tab();
  const before = new OwnText(storage);
  expect(before.draft).toBeNull();
  before.keep({ ...draft, query: 'first' });
  before.keep(draft);
  const after = new OwnText(storage);
  expect(after.draft).toEqual(draft);
  expect(after.shown).toBe(true);
});

test('draft_WhileAScenarioIsShown_StaysAndIsNotShownAfterAReload', () => {
  const storage = tab();
  const before = new OwnText(storage);
  before.keep(draft);
  before.setShown(false);
  const after = new OwnText(storage);
  expect([after.draft, after.shown]).toEqual([draft, false]);
});

test('draft_WithoutStorage_LastsAsLongAsThePage', () => {
  const own = new OwnText(() => {
    throw new DOMException('closed', 'SecurityError');
  });
  own.keep(draft);
  expect(own.draft).toEqual(draft);
});

test.each(['nonsense', '7', '{"draft":{"query":1},"shown":true}', '{"draft":{"query":"","passages":"","split":"auto","ids":[["a"]]}}'])(
  'draft_OfSomethingElse_IsNone: %s',
  (kept) => {
    expect(new OwnText(tab(new Map([['lodestone-own-text', kept]]))).draft).toBeNull();
  },
);

test('isIn_LinkOfTheSameText_Holds', () => {
  const own = new OwnText(tab());
  own.keep(draft);
  expect(own.isIn({ query: 'who?', passages: [{ text: 'One.', id: '7' }, { text: 'Two\nlines.' }] })).toBe(true);
  expect(own.isIn({ query: 'who?', passages: [{ text: 'One.' }] })).toBe(false);
  expect(own.isIn({ query: 'what?', passages: [{ text: 'One.' }, { text: 'Two\nlines.' }] })).toBe(false);
});
