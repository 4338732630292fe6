import { expect, test } from 'vitest';
import { maxLinkCharacters, packState, unpackState } from '../../src/compare/sharing/shareLink';
import { examples } from '../../src/recorded/recorded';

test.each([
  [{ query: 'a "b" \u03A3 \u{1F9ED}', passages: [{ text: 'one\ntwo' }, { text: '', id: 'x/1' }] }],
  [{ query: '', passages: [] }],
  [{ query: 'q', passages: [{ text: 'a' }, { text: 'b' }], answers: [1] }],
])('unpackState_WhatWasPacked_IsTheSame %#', async (state) => {
  const packed = await packState(state);
  expect(packed).toMatch(/^1\.[A-Za-z0-9_-]*$/);
  expect(await unpackState(packed)).toEqual(state);
});

test('packState_EveryExample_FitsIntoALink', async () => {
  for (const { query, passages } of examples) {
    const state = { query, passages: passages.map(({ text, id }) => (id === undefined ? { text } : { text, id })) };
    expect(await unpackState(await packState(state))).toEqual(state);
  }
});

test('packState_TooMuchForALink_IsRefusedInASentence', async () => {
  const word = (i: number, j: number) => ((i * 7919 + j * 104729) % 99991).toString(36);
  const passages = Array.from({ length: 200 }, (_, i) => ({ text: Array.from({ length: 60 }, (_, j) => word(i, j)).join(' ') }));
  await expect(packState({ query: 'q', passages })).rejects.toThrow(`beyond ${maxLinkCharacters.toLocaleString('en-US')}`);
});

test.each(['', '2.AAAA', '1.', '1.%%%', '1.AAAA', '1.q1YqVLJSUKoFAA'])('unpackState_Damaged_%j_IsRefusedInASentence', async (packed) => {
  await expect(unpackState(packed)).rejects.toThrow(/The link is damaged/);
});

test('unpackState_ShortLinkThatUnfoldsToMuch_IsRefusedBeforeItFillsTheMemory', async () => {
  const stream = new Blob([new Uint8Array(64 << 20)]).stream().pipeThrough(new CompressionStream('deflate-raw'));
  const bomb = Buffer.from(await new Response(stream).arrayBuffer()).toString('base64url');
  await expect(unpackState(`1.${bomb}`)).rejects.toThrow(/unfolds to more than 1 MB/);
});
