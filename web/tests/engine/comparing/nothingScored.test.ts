import { expect, test } from 'vitest';
import { nothingScored } from '../../../src/engine/comparing/nothingScored';

test('nothingScored_OfPassages_HasThemWaitingInTheOrderGiven', () => {
  const { passages, finished, pairs } = nothingScored('q', [{ text: 'b' }, { text: ' ' }, { text: 'a', id: '7' }]);
  expect(passages.map(({ text }) => text)).toEqual(['b', ' ', 'a']);
  expect(passages.map(({ biEncoder }) => biEncoder.state)).toEqual(['waiting', 'blank', 'waiting']);
  expect(passages.map(({ crossEncoder }) => crossEncoder.state)).toEqual(['waiting', 'blank', 'waiting']);
  expect([finished, pairs.runs, pairs.of]).toEqual([false, 0, 2]);
});
