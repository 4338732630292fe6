import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { WordPieces } from '../src/engine/tokenization/wordPieces';

const root = resolve(import.meta.dirname, '../..');

export function bytes(path: string): Buffer {
  return readFileSync(resolve(root, path));
}

/** A file of JSON Lines, split at \n alone: some texts contain U+2028. */
export function lines<T>(path: string): T[] {
  return bytes(path)
    .toString('utf8')
    .split('\n')
    .filter((line) => line.length > 0)
    .map((line) => JSON.parse(line) as T);
}

export function json<T>(path: string): T {
  return JSON.parse(bytes(path).toString('utf8')) as T;
}

export function tokenizerOf(model: string): WordPieces {
  return new WordPieces(bytes(`models/${model}/tokenizer.json`).toString('utf8'), json(`models/${model}/tokenizer_config.json`));
}
