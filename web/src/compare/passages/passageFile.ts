import type { Passage } from '../../engine/comparing/comparison';
import { EngineError } from '../../engine/engineError';
import { parseCsv } from './csv';
import { parsePassages } from './passageText';

/** Bytes of a file, or characters of a text, that the page reads. 200 passages of 512 tokens need half of it. */
export const maxFileBytes = 1 << 20;

export const fileKinds = ['.txt', '.md', '.csv', '.jsonl'] as const;

const kinds =
  '.txt and .md (one passage a line, or blank lines between them), .csv with a column named text, .jsonl with a field named text';
const textColumns = ['text', 'passage', 'body', 'content'];
const idColumns = ['id', '_id'];

/** Reads the passages of a file; one that is too large or of another kind is refused unread. */
export async function readPassageFile(file: File): Promise<Passage[]> {
  const { name, size } = file;
  const extension = /\.[^.]*$/.exec(name.toLowerCase())?.[0] ?? '';
  if (!(fileKinds as readonly string[]).includes(extension))
    throw new EngineError(`${name} is of a kind this page does not read. Accepted are ${kinds}.`);
  if (size > maxFileBytes) {
    throw new EngineError(
      `${name} has ${(size / 1e6).toFixed(1)} MB; this page reads files up to ${(maxFileBytes / 1e6).toFixed(1)} MB. ` +
        'Take the passages you want to compare, 200 at most.',
    );
  }
  const text = decode(name, new Uint8Array(await file.arrayBuffer()));
  switch (extension) {
    case '.csv':
      return fromCsv(name, parseCsv(text));
    case '.jsonl':
      return fromJsonLines(name, text);
    default:
      return parsePassages(text, 'auto').passages.map((passage) => ({ text: passage }));
  }
}

function decode(name: string, bytes: Uint8Array): string {
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new EngineError(`${name} is not UTF-8 text. Save it as UTF-8, or choose another file.`);
  }
  if (text.includes('\0')) throw new EngineError(`${name} is not a text file: it has zero bytes. Accepted are ${kinds}.`);
  return text;
}

function fromCsv(name: string, rows: readonly string[][]): Passage[] {
  const header = rows[0]?.map((cell) => cell.trim().toLowerCase()) ?? [];
  const column = header.findIndex((cell) => textColumns.includes(cell));
  if (column >= 0) {
    const id = header.findIndex((cell) => idColumns.includes(cell));
    return rows.slice(1).map((row) => passage(row[column] ?? '', id >= 0 ? row[id] : undefined));
  }
  if (header.length <= 1) return rows.map((row) => ({ text: row[0] ?? '' }));
  throw new EngineError(
    `${name} has the columns ${header.map((cell) => `"${cell}"`).join(', ')}; one of them has to be named ${textColumns.join(', ')}, so ` +
      'that it is clear which holds the passages. Rename it.',
  );
}

function fromJsonLines(name: string, text: string): Passage[] {
  return text.split('\n').flatMap((line, index) => (line.trim() === '' ? [] : [fromJsonLine(line, `Line ${index + 1} of ${name}`)]));
}

function fromJsonLine(line: string, where: string): Passage {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    throw new EngineError(`${where} is not valid JSON. Expected is one object a line, such as {"id": "7", "text": "..."}.`);
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new EngineError(`${where} is not an object. Expected is one object a line, such as {"id": "7", "text": "..."}.`);
  const object = value as Record<string, unknown>;
  if (typeof object['text'] !== 'string') {
    const found = Object.keys(object).join(', ') || 'an empty object';
    throw new EngineError(`${where} has no text that is a string: found ${found}. Put the passage into a field named text.`);
  }
  const id = object['id'] ?? object['_id'];
  return passage(object['text'], typeof id === 'string' || typeof id === 'number' ? String(id) : undefined);
}

function passage(text: string, id: string | undefined): Passage {
  return id === undefined || id === '' ? { text } : { text, id };
}
