import { h } from '../../ui/dom';
import type { Hit } from '../server/contract';

/** Words that more hits than this share of have are in most documents of the answer, and tell none of them apart. */
const common = 0.6;
const enough = 12;

/** A passage with the query's words marked. */
export function markedText({ text, highlights }: Hit): Array<Node | string> {
  return mark(text, highlights, 0, text.length);
}

/** The same from the sentence on that has most of the query's words, for a place with room for a few lines; that sentence is marked. */
export function markedStart(hit: Hit, filler: ReadonlySet<string> = new Set()): Array<Node | string> {
  const { text } = hit;
  const highlights = telling(hit, filler);
  const { start, end } = bestSentence(text, highlights);
  if (highlights.length === 0) return [text];
  return [
    ...(start === 0 ? [] : ['… ']),
    h('span', { class: 'best-sentence' }, ...mark(text, highlights, start, end)),
    ...mark(text, highlights, end, text.length),
  ];
}

/** The query's words that most of the hits have, such as "can" and "what". An answer of few hits says nothing of that. */
export function fillerWords(hits: readonly Hit[]): ReadonlySet<string> {
  if (hits.length < enough) return new Set();
  const counts = new Map<string, number>();
  for (const hit of hits)
    for (const word of new Set(hit.highlights.map(([start, end]) => wordAt(hit.text, start, end))))
      counts.set(word, (counts.get(word) ?? 0) + 1);
  const filler = new Set([...counts].filter(([, number]) => number > hits.length * common).map(([word]) => word));
  // Of a query whose words are all common, all are marked.
  return filler.size === counts.size ? new Set() : filler;
}

function telling({ text, highlights }: Hit, filler: ReadonlySet<string>): Hit['highlights'] {
  return filler.size === 0 ? highlights : highlights.filter(([start, end]) => !filler.has(wordAt(text, start, end)));
}

function wordAt(text: string, start: number | undefined, end: number | undefined): string {
  return text.slice(start, end).toLowerCase();
}

/** The sentence with most different marked words; of several, the first. */
export function bestSentence(text: string, highlights: Hit['highlights']): { readonly start: number; readonly end: number } {
  let best = { start: 0, end: 0, words: 0 };
  for (const [start, end] of sentences(text)) {
    const inside = highlights.filter(([from]) => from !== undefined && from >= start && from < end);
    const words = new Set(inside.map(([from, to]) => wordAt(text, from, to))).size;
    if (words > best.words) best = { start, end, words };
  }
  return best;
}

/** A sentence ends at its mark before a space, or with its line. */
function* sentences(text: string): Generator<readonly [start: number, end: number]> {
  for (const { index, 0: sentence } of text.matchAll(/[^\s](?:[^\n.!?。！？]|[.!?](?!\s|$))*[.!?。！？]*/gu))
    yield [index, index + sentence.length];
}

function mark(text: string, highlights: Hit['highlights'], from: number, to: number): Array<Node | string> {
  const parts: Array<Node | string> = [];
  let at = from;
  for (const [start, end] of highlights) {
    if (start === undefined || end === undefined || start < at || start >= to) continue;
    parts.push(text.slice(at, start), h('mark', {}, text.slice(start, end)));
    at = end;
  }
  parts.push(text.slice(at, Math.max(at, to)));
  return parts;
}
