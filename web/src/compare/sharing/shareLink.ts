import type { Passage } from '../../engine/comparing/comparison';
import { EngineError } from '../../engine/engineError';

/** What a link carries. */
export interface SharedState {
  readonly query: string;
  readonly passages: readonly Passage[];
  /** Indexes of the passages that are marked as the answer. */
  readonly answers?: readonly number[];
}

/** Characters of a link's fragment; what is longer is cut by mail programs and chats. */
export const maxLinkCharacters = 16_000;

/** Bytes that a link may unfold to: a short one must not fill the memory. */
const maxUnfoldedBytes = 1 << 20;

const prefix = '1.';

/** Packs a state: JSON, deflated, in base64url. The first two characters are the version of this form. */
export async function packState({ query, passages, answers = [] }: SharedState): Promise<string> {
  const texts = passages.map(({ text, id }) => (id === undefined ? text : [text, id]));
  const json = JSON.stringify(answers.length === 0 ? [query, texts] : [query, texts, answers]);
  const packed = prefix + toBase64Url(await through(new TextEncoder().encode(json), new CompressionStream('deflate-raw'), Infinity));
  if (packed.length > maxLinkCharacters) {
    throw new EngineError(
      `These passages make a link of ${packed.length.toLocaleString('en-US')} characters; many programs cut links beyond ` +
        `${maxLinkCharacters.toLocaleString('en-US')}. Share fewer passages, or copy them as JSON.`,
    );
  }
  return packed;
}

/** Unpacks what {@link packState} made. */
export async function unpackState(packed: string): Promise<SharedState> {
  if (!packed.startsWith(prefix)) throw damaged();
  try {
    const bytes = await through(fromBase64Url(packed.slice(prefix.length)), new DecompressionStream('deflate-raw'), maxUnfoldedBytes);
    return read(JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes)));
  } catch (error) {
    throw error instanceof EngineError ? error : damaged();
  }
}

function read(value: unknown): SharedState {
  if (!Array.isArray(value) || typeof value[0] !== 'string' || !Array.isArray(value[1])) throw damaged();
  const passages = value[1].map((item: unknown) => {
    if (typeof item === 'string') return { text: item };
    if (Array.isArray(item) && typeof item[0] === 'string' && typeof item[1] === 'string') return { text: item[0], id: item[1] };
    throw damaged();
  });
  const answers: unknown = value[2] ?? [];
  if (!Array.isArray(answers) || !answers.every((index) => Number.isInteger(index) && passages[index as number] !== undefined))
    throw damaged();
  return { query: value[0], passages, ...(answers.length === 0 ? {} : { answers: answers as number[] }) };
}

async function through(
  bytes: Uint8Array<ArrayBuffer>,
  transform: CompressionStream | DecompressionStream,
  limit: number,
): Promise<Uint8Array> {
  const stream = new Blob([bytes]).stream().pipeThrough(transform);
  const chunks: Uint8Array[] = [];
  let length = 0;
  for (const reader = stream.getReader(); ; ) {
    const { done, value } = await reader.read();
    if (done) break;
    length += value.length;
    if (length > limit) {
      await reader.cancel();
      throw new EngineError(`The link unfolds to more than ${limit >> 20} MB, and no link of this page does. It was not opened.`);
    }
    chunks.push(value);
  }
  const result = new Uint8Array(length);
  chunks.reduce((at, chunk) => {
    result.set(chunk, at);
    return at + chunk.length;
  }, 0);
  return result;
}

function toBase64Url(bytes: Uint8Array): string {
  let binary = '';
  for (let at = 0; at < bytes.length; at += 4096) binary += String.fromCharCode(...bytes.subarray(at, at + 4096));
  return btoa(binary).replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '');
}

function fromBase64Url(text: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), (character) => character.charCodeAt(0));
}

function damaged(): EngineError {
  return new EngineError('The link is damaged: its part after #/compare/ is incomplete or of another version. Ask for it again.');
}
