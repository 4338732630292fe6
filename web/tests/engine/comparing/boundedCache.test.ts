import { expect, test } from 'vitest';
import { BoundedCache } from '../../../src/engine/comparing/boundedCache';

test('set_BeyondTheLimit_DropsWhatWasNotAskedForTheLongest', () => {
  const cache = new BoundedCache<number>(36, () => 10);
  cache.set('a', 1);
  cache.set('b', 2);
  cache.set('c', 3);
  expect(cache.get('a')).toBe(1);
  cache.set('d', 4);
  expect([cache.get('a'), cache.get('b'), cache.get('c'), cache.get('d')]).toEqual([1, undefined, 3, 4]);
});

test('set_ManyEntries_NeverWeighsMoreThanTheLimit', () => {
  const cache = new BoundedCache<string>(1_000, (value) => value.length);
  for (let i = 0; i < 500; i++) {
    cache.set(`key ${i % 90}`, 'x'.repeat(i % 300));
    expect(cache.weight).toBeLessThanOrEqual(1_000);
  }
});

test('set_TheSameKeyAgain_Replaces', () => {
  const cache = new BoundedCache<number>(100, () => 1);
  cache.set('a', 1);
  cache.set('a', 2);
  expect([cache.get('a'), cache.weight]).toEqual([2, 3]);
});
