import { expect, test } from 'vitest';
import { eventStream, type StreamEvent } from '../../../src/search/server/eventStream';

async function read(...chunks: readonly string[]): Promise<StreamEvent[]> {
  const body = new ReadableStream<Uint8Array<ArrayBuffer>>({
    start(controller) {
      for (const chunk of chunks) controller.enqueue(new TextEncoder().encode(chunk));
      controller.close();
    },
  });
  const events = [];
  for await (const event of eventStream(body)) events.push(event);
  return events;
}

test('eventStream_EventsCutAnywhere_AreWhole', async () => {
  expect(await read('event: fu', 'sed\nda', 'ta: {"a":1}\n', '\nevent: reranked\r\ndata: {"b":2}\r\n\r\n')).toEqual([
    { name: 'fused', data: '{"a":1}' },
    { name: 'reranked', data: '{"b":2}' },
  ]);
});

test('eventStream_SeveralDataLines_AreJoined', async () => {
  expect(await read('data: one\ndata:two\n\n')).toEqual([{ name: 'message', data: 'one\ntwo' }]);
});

test('eventStream_UnfinishedEvent_IsNotGiven', async () => {
  expect(await read('event: fused\ndata: {"a":1}\n')).toEqual([]);
});

test('eventStream_LineSeparatorInText_IsNoEnd', async () => {
  expect(await read('data: "a\u2028b"\n\n')).toEqual([{ name: 'message', data: '"a\u2028b"' }]);
});
