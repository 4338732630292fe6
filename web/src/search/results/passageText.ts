import { h } from '../../ui/dom';
import type { Hit } from '../server/contract';

/** How much of a passage a card shows before its first highlight. */
const lead = 60;

/** A passage with the query's words marked. */
export function markedText({ text, highlights }: Hit): Array<Node | string> {
  return mark(text, highlights, 0);
}

/** The same from shortly before its first marked word on, for a place with room for two lines. */
export function markedStart({ text, highlights }: Hit): Array<Node | string> {
  const first = highlights[0]?.[0] ?? 0;
  if (first <= lead * 1.5) return mark(text, highlights, 0);
  const space = text.indexOf(' ', first - lead);
  const from = space < 0 || space >= first ? first : space + 1;
  return ['… ', ...mark(text, highlights, from)];
}

function mark(text: string, highlights: Hit['highlights'], from: number): Array<Node | string> {
  const parts: Array<Node | string> = [];
  let at = from;
  for (const [start, end] of highlights) {
    if (start === undefined || end === undefined || start < at) continue;
    parts.push(text.slice(at, start), h('mark', {}, text.slice(start, end)));
    at = end;
  }
  parts.push(text.slice(at));
  return parts;
}
