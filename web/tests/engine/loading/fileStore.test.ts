import { createHash } from 'node:crypto';
import { afterEach, expect, test, vi } from 'vitest';
import { type FileProgress, FileStore } from '../../../src/engine/loading/fileStore';

const content = new TextEncoder().encode('{"a": 1}');
const file = { url: 'models/x.json', bytes: content.length, sha256: createHash('sha256').update(content).digest('hex') };

/** As much of Cache Storage as the store uses. */
class Caches {
  readonly files = new Map<string, Uint8Array<ArrayBuffer>>();
  readonly open = async () => ({
    match: async (key: string) => (this.files.has(key) ? new Response(this.files.get(key)) : undefined),
    put: async (key: string, response: Response) => {
      this.files.set(key, new Uint8Array(await response.arrayBuffer()));
    },
    keys: async () => [...this.files.keys()].map((key) => ({ url: `http://page${key}` })),
    delete: async ({ url }: { url: string }) => this.files.delete(new URL(url).pathname),
  });
}

function storeOf(caches: Caches | undefined, seen: FileProgress[] = []): FileStore {
  return new FileStore((progress) => seen.push(progress), 'http://page/', caches as unknown as CacheStorage);
}

function serve(answer: () => Response): ReturnType<typeof vi.fn> {
  const fetching = vi.fn<typeof fetch>(async () => answer());
  vi.stubGlobal('fetch', fetching);
  return fetching;
}

afterEach(() => vi.unstubAllGlobals());

test('get_FileFromTheHost_IsCheckedAndKeptAndThenNotFetchedAgain', async () => {
  const caches = new Caches();
  const fetching = serve(() => new Response(content));
  const first = storeOf(caches);
  expect(await first.json(file)).toEqual({ a: 1 });
  expect(await first.keep([file])).toBe(true);
  const seen: FileProgress[] = [];
  expect(await storeOf(caches, seen).json(file)).toEqual({ a: 1 });
  expect(fetching).toHaveBeenCalledTimes(1);
  expect(seen).toEqual([{ file, loaded: content.length, kept: true }]);
});

test('get_KeptFileThatWasDamaged_IsFetchedAgain', async () => {
  const caches = new Caches();
  caches.files.set(`/lodestone-files/${file.sha256}`, new Uint8Array(8));
  const fetching = serve(() => new Response(content));
  expect(await storeOf(caches).json(file)).toEqual({ a: 1 });
  expect(fetching).toHaveBeenCalledTimes(1);
});

test('get_SameFileTwiceAtOnce_IsOneRequest', async () => {
  const fetching = serve(() => new Response(content));
  const store = storeOf(new Caches());
  await Promise.all([store.get(file), store.get(file)]);
  expect(fetching).toHaveBeenCalledTimes(1);
});

test('get_WithoutAStore_StillWorksAndSaysThatNothingIsKept', async () => {
  serve(() => new Response(content));
  const store = storeOf(undefined);
  expect(await store.json(file)).toEqual({ a: 1 });
  expect(await store.keep([file])).toBe(false);
});

test('keep_FilesOfAnotherVersion_AreTakenOut', async () => {
  const caches = new Caches();
  caches.files.set('/lodestone-files/old', new Uint8Array(3));
  serve(() => new Response(content));
  const store = storeOf(caches);
  await store.get(file);
  await store.keep([file]);
  expect([...caches.files.keys()]).toEqual([`/lodestone-files/${file.sha256}`]);
});

test.each([
  ['missing', () => new Response('no', { status: 404 }), /models\/x\.json is missing: the host answered 404/],
  ['another file', () => new Response('{"a": 2}'), /is not the one this page was built for: its SHA-256 starts with/],
  [
    'no connection',
    () => {
      throw new TypeError('Failed to fetch');
    },
    /could not be fetched: Failed to fetch\..*Check the connection/,
  ],
])('get_%s_IsRefusedInASentence', async (_, answer, sentence) => {
  serve(answer);
  await expect(storeOf(new Caches()).get(file)).rejects.toThrow(sentence);
});

test('adopt_WhatAnotherStoreHasTaken_IsKeptByThisOneAlone', async () => {
  const caches = new Caches();
  const fetching = serve(() => new Response(content));
  const [first, second] = [storeOf(caches), storeOf(caches)];
  second.adopt(await first.take(file));
  expect(await second.json(file)).toEqual({ a: 1 });
  await first.keep([file]);
  expect(caches.files.size).toBe(0);
  await second.keep([file]);
  expect(caches.files.size).toBe(1);
  expect(fetching).toHaveBeenCalledTimes(1);
});
