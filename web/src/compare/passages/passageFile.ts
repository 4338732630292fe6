import type { Passage } from '../../engine/comparing/comparison';
import { EngineError } from '../../engine/engineError';
import { parseCsv } from './csv';
import { fromHtml } from './html';
import { fromJson } from './json';
import { parsePassages } from './passageText';
import { fromTable, passage, textColumns } from './tables';

/** Bytes of a file, or characters of a text, that the page reads. 200 passages of 512 tokens need half of it. */
export const maxFileBytes = 1 << 20;

export const fileKinds = ['.txt', '.md', '.csv', '.tsv', '.json', '.jsonl', '.html', '.htm'] as const;

const kinds =
  '.txt and .md (one passage a line, or blank lines between them), .csv and .tsv with a column named text, .json and .jsonl with a field ' +
  'named text, and .html';

/** Reads the passages of a file; one that is too large or of another kind is refused unread. */
export async function readPassageFile(file: File): Promise<Passage[]> {
  const { name, size } = file;
  const extension = /\.[^.]*$/.exec(name.toLowerCase())?.[0] ?? '';
  if (extension === '.pdf' || extension === '.docx') {
    throw new EngineError(
      `${name} is not read by this page, which has no reader for ${extension.slice(1).toUpperCase()}. Copy the text out of it and ` +
        'paste it here, or add the file to a collection: lodestone index reads it.',
    );
  }
  if (!(fileKinds as readonly string[]).includes(extension))
    throw new EngineError(`${name} is of a kind this page does not read. Accepted are ${kinds}.`);
  if (size > maxFileBytes) {
    throw new EngineError(
      `${name} has ${(size / 1e6).toFixed(1)} MB; this page reads files up to ${(maxFileBytes / 1e6).toFixed(1)} MB. ` +
        'Take the passages you want to compare, 200 at most.',
    );
  }
  const bytes = new Uint8Array(await file.arrayBuffer());
  const text = decode(name, bytes);
  switch (extension) {
    case '.html':
    case '.htm':
      return fromHtml(text).map((passage) => ({ text: passage }));
    case '.json':
      return fromJsonText(name, text);
    case '.csv':
    case '.tsv':
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
  const table = fromTable(rows);
  if (table !== null) return [...table.passages];
  const header = rows[0]?.map((cell) => cell.trim().toLowerCase()) ?? [];
  if (header.length <= 1) return rows.map((row) => ({ text: row[0] ?? '' }));
  throw new EngineError(
    `${name} has the columns ${header.map((cell) => `"${cell}"`).join(', ')}; one of them has to be named ${textColumns.join(', ')}, so ` +
      'that it is clear which holds the passages. Rename it.',
  );
}

function fromJsonText(name: string, text: string): Passage[] {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new EngineError(`${name} is not valid JSON: ${error instanceof Error ? error.message : String(error)}`);
  }
  const passages = fromJson(value);
  if (passages === null) {
    throw new EngineError(
      `${name} has no list of passages. Expected is an array of strings, or of objects with a text (${textColumns.join(', ')}), or an ` +
        'object that has one.',
    );
  }
  return passages;
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
