import { expect, test, vi } from 'vitest';
import { RecentQueries } from '../../../src/search/query/recentQueries';

vi.mock('../../../src/ui/dom', () => ({ h: () => ({ replaceChildren: () => undefined }) }));

function storage(): Pick<Storage, 'getItem' | 'removeItem' | 'setItem'> {
  const items = new Map<string, string>();
  return {
    getItem: (name) => items.get(name) ?? null,
    removeItem: (name) => void items.delete(name),
    setItem: (name, value) => void items.set(name, value),
  };
}

test('add_QueriesAgain_KeepsTheLastTwentyNewestFirstAndEachOnce', () => {
  const kept = storage();
  const recent = new RecentQueries(() => kept);
  for (let i = 0; i < 25; i++) recent.add(`query ${i}`);
  recent.add('query 20');
  expect(recent.all).toHaveLength(20);
  expect(recent.all.slice(0, 3)).toEqual(['query 20', 'query 24', 'query 23']);
  expect(new RecentQueries(() => kept).all).toEqual(recent.all);
});

test('forget_KeptQueries_LeavesNothingBehind', () => {
  const kept = storage();
  const recent = new RecentQueries(() => kept);
  recent.add('a secret');
  recent.forget();
  expect(recent.all).toEqual([]);
  expect(new RecentQueries(() => kept).all).toEqual([]);
});

test.each(['nonsense', '{"a":1}', '[1,null]'])('read_SomethingElse_IsNone: %s', (text) => {
  expect(new RecentQueries(() => ({ ...storage(), getItem: () => text })).all).toEqual([]);
});

test('storage_Closed_KeepsThemForThePage', () => {
  const recent = new RecentQueries(() => {
    throw new DOMException('closed', 'SecurityError');
  });
  recent.add('a');
  expect(recent.all).toEqual(['a']);
});
