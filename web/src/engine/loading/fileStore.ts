import type { ServedFile } from 'virtual:model-files';
import { EngineError } from '../engineError';
import { sha256 } from './checksum';

/** What became of a file while it was loaded. */
export interface FileProgress {
  readonly file: ServedFile;
  /** Bytes so far. */
  readonly loaded: number;
  /** Whether they come from the browser's store and not from the host. */
  readonly kept: boolean;
}

/** A file on its way from one thread's store to another's. */
export interface TakenFile {
  readonly file: ServedFile;
  readonly bytes: ArrayBuffer;
  /** Whether it was downloaded, and is to be kept. */
  readonly fresh: boolean;
}

/** Bytes between two reports. */
const progressStep = 1 << 20;

/**
 * Gets files by their checksum: from the browser's store, or from the host and then into the store. Every file is held against its
 * checksum each time, wherever it came from. A browser without a store, or with a full one, downloads again the next time.
 */
export class FileStore {
  private static readonly cacheName = 'lodestone-files';
  private readonly wanted = new Map<string, Promise<ArrayBuffer>>();
  private readonly unkept: Array<readonly [ServedFile, ArrayBuffer]> = [];

  /** @param base What files' addresses are relative to: the page's, which a worker is told. */
  constructor(
    private readonly progress: (progress: FileProgress) => void,
    public base = '',
    private readonly caches: CacheStorage | undefined = globalThis.caches,
  ) {}

  /** A file's bytes; a second request for the same checksum shares the first. */
  get(file: ServedFile): Promise<ArrayBuffer> {
    let bytes = this.wanted.get(file.sha256);
    if (bytes === undefined) {
      bytes = this.load(file);
      this.wanted.set(file.sha256, bytes);
    }
    return bytes;
  }

  /** A file's bytes, to be handed to another thread: this store forgets them. */
  async take(file: ServedFile): Promise<TakenFile> {
    const bytes = await this.get(file);
    this.wanted.delete(file.sha256);
    const at = this.unkept.findIndex(([unkept]) => unkept === file);
    if (at >= 0) this.unkept.splice(at, 1);
    return { file, bytes, fresh: at >= 0 };
  }

  /** Takes over what another thread's store has taken. */
  adopt({ file, bytes, fresh }: TakenFile): void {
    this.wanted.set(file.sha256, Promise.resolve(bytes));
    if (fresh) this.unkept.push([file, bytes]);
  }

  /** Whether each of these files is kept in this browser. */
  async has(files: readonly ServedFile[]): Promise<boolean> {
    try {
      const cache = await this.caches?.open(FileStore.cacheName);
      if (cache === undefined) return false;
      const kept = new Set((await cache.keys()).map((request) => new URL(request.url).pathname));
      return files.every((file) => kept.has(FileStore.key(file)));
    } catch {
      // No store here (a private window, say).
      return false;
    }
  }

  async json<T>(file: ServedFile): Promise<T> {
    return JSON.parse(new TextDecoder().decode(await this.get(file))) as T;
  }

  /**
   * Writes what was downloaded into the store and lets go of it, and takes out what no page of this version asks for. Called when the
   * first answer is there: writing 80 MB would delay it. Gives whether everything is kept now.
   */
  async keep(all: readonly ServedFile[]): Promise<boolean> {
    this.wanted.clear();
    const fresh = this.unkept.splice(0);
    if (this.caches === undefined) return false;
    try {
      const cache = await this.caches.open(FileStore.cacheName);
      for (const [file, bytes] of fresh)
        await cache.put(FileStore.key(file), new Response(bytes, { headers: { 'content-length': String(bytes.byteLength) } }));
      const keys = new Set(all.map((file) => FileStore.key(file)));
      for (const request of await cache.keys()) {
        if (!keys.has(new URL(request.url).pathname)) await cache.delete(request);
      }
      return true;
    } catch (error) {
      // A full disk or a private window: the page works, and loads again the next time. It says so.
      console.info('Lodestone: the model files could not be kept:', error);
      return false;
    }
  }

  private static key(file: ServedFile): string {
    return `/lodestone-files/${file.sha256}`;
  }

  private async load(file: ServedFile): Promise<ArrayBuffer> {
    const kept = await this.fromStore(file);
    if (kept !== undefined && (await sha256(kept)) === file.sha256) {
      this.progress({ file, loaded: file.bytes, kept: true });
      return kept;
    }
    const bytes = await this.fetch(file);
    const found = await sha256(bytes);
    if (found !== file.sha256) {
      throw new EngineError(
        `The file ${file.url} is not the one this page was built for: its SHA-256 starts with ${found.slice(0, 12)} instead of ` +
          `${file.sha256.slice(0, 12)}. Reload the page; if that does not help, page and models on this host are of different versions.`,
      );
    }
    this.unkept.push([file, bytes]);
    return bytes;
  }

  private async fromStore(file: ServedFile): Promise<ArrayBuffer | undefined> {
    try {
      const cache = await this.caches?.open(FileStore.cacheName);
      return await (await cache?.match(FileStore.key(file)))?.arrayBuffer();
    } catch {
      // No store here (a private window, say). What is not kept is fetched.
      return undefined;
    }
  }

  private async fetch(file: ServedFile): Promise<ArrayBuffer> {
    let response: Response;
    try {
      response = await fetch(new URL(file.url, this.base));
    } catch (error) {
      throw new EngineError(
        `The file ${file.url} could not be fetched: ${error instanceof Error ? error.message : String(error)}. ` +
          'It is not in this browser yet, so the page needs its host once. Check the connection and reload.',
      );
    }
    if (!response.ok || response.body === null) {
      throw new EngineError(
        `The model file ${file.url} is missing: the host answered ${response.status}. The page needs the folder models/ beside it; ` +
          'put it there, or start the page with: lodestone serve.',
      );
    }
    return this.read(file, response.body);
  }

  private async read(file: ServedFile, body: ReadableStream<Uint8Array>): Promise<ArrayBuffer> {
    const chunks: Uint8Array[] = [];
    let [loaded, told] = [0, 0];
    for (const reader = body.getReader(); ; ) {
      const { done, value } = await reader.read();
      if (done) break;
      chunks.push(value);
      loaded += value.length;
      if (loaded - told >= progressStep) {
        told = loaded;
        this.progress({ file, loaded, kept: false });
      }
    }
    this.progress({ file, loaded, kept: false });
    const bytes = new Uint8Array(loaded);
    let at = 0;
    for (const chunk of chunks) {
      bytes.set(chunk, at);
      at += chunk.length;
    }
    return bytes.buffer;
  }
}
