import { expect, test } from 'vitest';
import { SessionKey } from '../../../src/search/server/sessionKey';

function storage() {
  const kept = new Map<string, string>();
  return {
    kept,
    getItem: (name: string) => kept.get(name) ?? null,
    setItem: (name: string, value: string) => void kept.set(name, value),
    removeItem: (name: string) => void kept.delete(name),
  };
}

test('sessionKey_Written_IsReadUntilItIsForgotten', () => {
  const place = storage();
  new SessionKey(() => place).write('ls_secret');
  expect(new SessionKey(() => place).read()).toBe('ls_secret');
  new SessionKey(() => place).write('');
  expect(place.kept.size).toBe(0);
  expect(new SessionKey(() => place).read()).toBe('');
});

test('sessionKey_WithoutStorage_IsNone', () => {
  const closed = new SessionKey(() => {
    throw new DOMException('closed', 'SecurityError');
  });
  closed.write('ls_secret');
  expect(closed.read()).toBe('');
});
