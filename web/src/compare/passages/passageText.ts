import type { Passage } from '../../engine/comparing/comparison';
import { isBlank } from '../../engine/tokenization/blankText';

/** How passages stand in a text: one a line, or with blank lines between them; `auto` is the second where there is a blank line. */
export type Split = 'auto' | 'lines' | 'blocks';

export interface ParsedText {
  readonly passages: readonly string[];
  /** How it was read. */
  readonly split: 'lines' | 'blocks';
}

const blankLines = /\n(?:[^\S\n]*\n)+/;

/**
 * Reads passages from a text. Blank lines before the first and after the last are nothing. When lines are asked for by name, a blank line
 * between others is an empty passage, so that passage n is line n.
 */
export function parsePassages(text: string, split: Split): ParsedText {
  const body = text
    .replace(/\r\n?/g, '\n')
    .replace(/^(?:[^\S\n]*\n)+/, '')
    .replace(/\s+$/, '');
  const how = split === 'auto' ? (blankLines.test(body) ? 'blocks' : 'lines') : split;
  if (body === '') return { passages: [], split: how };
  if (split === 'auto' && isBulleted(body)) return { passages: bullets(body), split: 'lines' };
  const parts = how === 'blocks' ? body.split(new RegExp(blankLines, 'g')) : body.split('\n');
  return { passages: parts.map((part) => part.trim()), split: how };
}

const bullet = /^\s*(?:[-*•–]|\d{1,3}[.)])\s+/;

/** Whether a text is a list: every line begins with a mark, or goes on from one that did, further to the right. Blank lines are none. */
function isBulleted(body: string): boolean {
  const lines = body.split('\n').filter((line) => line.trim() !== '');
  return (
    lines.filter((line) => bullet.test(line)).length >= 2 &&
    bullet.test(lines[0]!) &&
    lines.every((line) => bullet.test(line) || /^\s+/.test(line))
  );
}

function bullets(body: string): string[] {
  const passages: string[] = [];
  for (const line of body.split('\n')) {
    if (bullet.test(line)) passages.push(line.replace(bullet, '').trim());
    else if (line.trim() !== '') passages.push(`${passages.pop()!} ${line.trim()}`);
  }
  return passages;
}

/** Writes passages so that {@link parsePassages} reads the same ones. White space within one may change; no model sees the difference. */
export function writePassages(passages: readonly Passage[]): { readonly text: string; readonly split: Split } {
  const texts = passages.map(({ text }) => text.replace(/\r\n?/g, '\n').trim());
  if (texts.some(isBlank)) return { text: texts.map((text) => text.replace(/\s*\n\s*/g, ' ')).join('\n'), split: 'lines' };
  // Passages that would be read as the items of a list keep their marks.
  if (!texts.some((text) => text.includes('\n'))) return { text: texts.join('\n'), split: isBulleted(texts.join('\n')) ? 'lines' : 'auto' };
  const blocks = texts.map((text) => text.replace(new RegExp(blankLines, 'g'), '\n'));
  return { text: blocks.join('\n\n'), split: blocks.length === 1 ? 'blocks' : 'auto' };
}

/** How a text was read, in words. */
export function sayHow({ passages, split }: ParsedText, asked: Split): string {
  if (passages.length === 0) return 'No passages yet: one a line, or with blank lines between them.';
  const how = split === 'blocks' ? 'separated by blank lines' : 'one a line';
  const empty = passages.filter(isBlank).length;
  const sentence = `${passages.length} passage${passages.length === 1 ? '' : 's'}, ${how}${asked === 'auto' ? ' (detected)' : ''}`;
  return empty === 0 ? `${sentence}.` : `${sentence}; ${empty} of them empty: not given to a model, and last.`;
}
