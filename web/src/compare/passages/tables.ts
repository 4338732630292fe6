import type { Passage } from '../../engine/comparing/comparison';
import { parseCsv } from './csv';

export const textColumns = ['text', 'passage', 'body', 'content', 'answer', 'description'];
const idColumns = ['id', '_id'];

/** A table with a column of passages. */
export interface TextTable {
  readonly column: string;
  readonly passages: readonly Passage[];
}

/** The passages of a table by the names in its first row; null where none of them is that of a text. */
export function fromTable(rows: readonly string[][]): TextTable | null {
  const header = rows[0]?.map((cell) => cell.trim().toLowerCase()) ?? [];
  const column = textColumns.map((name) => header.indexOf(name)).find((at) => at >= 0);
  if (column === undefined) return null;
  const id = header.findIndex((cell) => idColumns.includes(cell));
  return {
    column: rows[0]![column]!.trim(),
    passages: rows.slice(1).map((row) => passage(row[column] ?? '', id >= 0 ? row[id] : undefined)),
  };
}

/**
 * The passages of a text that was pasted and looks like CSV or TSV: rows of the same number of cells, at least two of each. Where no
 * column has the name of a text, it is the one with the longest cells.
 */
export function pastedTable(text: string): TextTable | null {
  const [first = ''] = text.trimStart().split('\n', 1);
  if (!/[,;\t]/.test(first)) return null;
  const rows = parseCsv(text.trim());
  const [header, ...body] = rows;
  if (header === undefined || header.length < 2 || body.length < 2 || rows.some(({ length }) => length !== header.length)) return null;
  const named = fromTable(rows);
  if (named !== null) return named;
  // Sentences with one comma each are no table: names of columns are short, and have no full stop.
  if (header.some((cell) => cell.trim() === '' || cell.trim().length > 30 || /[.!?]\s*$/.test(cell))) return null;
  const lengths = header.map((_, column) => body.reduce((sum, row) => sum + row[column]!.length, 0));
  const column = lengths.indexOf(Math.max(...lengths));
  return { column: header[column]!.trim(), passages: body.map((row) => ({ text: row[column]! })) };
}

export function passage(text: string, id: string | undefined): Passage {
  return id === undefined || id === '' ? { text } : { text, id };
}
