import { expect, test, vi } from 'vitest';
import { isMetered, Waking } from '../../src/app/waking';
import { Signal } from '../../src/ui/signal';

test.each([
  [undefined, false],
  [{}, false],
  [{ effectiveType: '4g' }, false],
  [{ saveData: true }, true],
  [{ type: 'cellular', effectiveType: '4g' }, true],
  [{ effectiveType: '3g' }, true],
  [{ effectiveType: 'slow-2g' }, true],
])('isMetered_%j_Is %s', (connection, metered) => {
  expect(isMetered(connection)).toBe(metered);
});

function waking(connection: object | undefined, kept: boolean) {
  const load = vi.fn<() => Promise<void>>(() => Promise.resolve());
  const asks = new Signal(false);
  const idle: Array<() => void> = [];
  const models = new Waking({ load, isKept: () => Promise.resolve(kept) }, asks, connection, (call) => idle.push(call));
  return { load, asks, idle, models };
}

/** Lets everything that has been promised be done. */
const settle = () => new Promise((resolve) => setTimeout(resolve));

test('soon_NotMetered_LoadsWhenIdle', async () => {
  const { load, asks, idle, models } = waking(undefined, false);
  models.soon();
  await settle();
  expect(load).not.toHaveBeenCalled();
  idle.forEach((call) => call());
  expect(load).toHaveBeenCalledOnce();
  expect(asks.get()).toBe(false);
});

test.each(['soon', 'now'] as const)('%s_Metered_AsksAndLoadsOnlyWhenAgreed', async (when) => {
  const { load, asks, idle, models } = waking({ saveData: true }, false);
  models[when]();
  await settle();
  expect([idle.length, load.mock.calls.length, asks.get()]).toEqual([0, 0, true]);
  models.agreed();
  expect([load.mock.calls.length, asks.get()]).toEqual([1, false]);
});

test('now_MeteredAndKept_LoadsWithoutAsking', async () => {
  const { load, asks, models } = waking({ saveData: true }, true);
  models.now();
  await settle();
  expect(load).toHaveBeenCalledOnce();
  expect(asks.get()).toBe(false);
});
