import { h } from '../../ui/dom';
import type { Hit, StoredDocument } from '../server/contract';

/** The longest text that is shown whole; of a longer one, this many characters round the passage. */
export const mostShown = 200_000;

/** A stretch of text in which nothing changes. */
interface Piece {
  readonly text: string;
  readonly heading: boolean;
  readonly marked: boolean;
}

/** The number of the page that a place is on, from 1: pages are separated by form feeds (docs/reading.md). */
export function pageAt(text: string, at: number): number {
  let page = 1;
  for (let next = text.indexOf('\f'); next >= 0 && next < at; next = text.indexOf('\f', next + 1)) page++;
  return page;
}

/** How many pages a text has; null when it is not divided. */
export function pagesOf(text: string): number | null {
  return text.includes('\f') ? pageAt(text, text.length) : null;
}

/** The word for one part of a document that has pages or slides. */
export function pageWord({ metadata }: Pick<StoredDocument, 'metadata'>): string {
  return 'slides' in metadata ? 'Slide' : 'Page';
}

/** The part of a text that is shown. */
export function shownPart(length: number, range: readonly [number, number] | null, whole: boolean): readonly [number, number] {
  if (whole || length <= mostShown) return [0, length];
  const middle = range === null ? 0 : (range[0] + range[1]) / 2;
  const start = Math.max(0, Math.min(length - mostShown, Math.round(middle - mostShown / 2)));
  return [start, start + mostShown];
}

/** A document's text with its headings, its pages, and one passage of it marked, in which the query's words are. */
export function documentText(
  document: StoredDocument,
  range: readonly [number, number] | null,
  hit: Hit | null,
  [from, to]: readonly [number, number],
): HTMLElement[] {
  const { text } = document;
  const [start, end] = clamp(range ?? [from, from], from, to);
  const marks = marksIn(text, [start, end], hit);
  const parts = (a: number, b: number) => pieces(document, a, b, marks).flatMap((piece) => nodes(piece, document));
  let page = pageAt(text, from);
  const number = (element: HTMLElement) => {
    for (const label of element.querySelectorAll('.page-break')) label.textContent = `${pageWord(document)} ${++page}`;
    return element;
  };
  return [
    ...(from > 0 ? [h('p', { class: 'hint' }, '…')] : []),
    number(h('span', { class: 'document-part' }, ...parts(from, start))),
    ...(start === end ? [] : [number(h('span', { class: 'passage', tabindex: -1 }, ...parts(start, end)))]),
    number(h('span', { class: 'document-part' }, ...parts(end, to))),
    ...(to < text.length ? [h('p', { class: 'hint' }, '…')] : []),
  ];
}

/** The query's words, where the passage still is as it was found. */
function marksIn(text: string, [start, end]: readonly [number, number], hit: Hit | null): ReadonlyArray<readonly [number, number]> {
  if (hit === null || text.slice(start, end) !== hit.text) return [];
  return hit.highlights.flatMap(([a, b]) => (a === undefined || b === undefined ? [] : [[start + a, start + b] as const]));
}

function pieces(
  { text, headings }: StoredDocument,
  from: number,
  to: number,
  marks: ReadonlyArray<readonly [number, number]>,
): readonly Piece[] {
  const titled = headings
    .map(({ start, text: heading }) => [start, start + heading.length] as const)
    .filter(([a, b]) => isHeading(text, a, b));
  const cuts = new Set([from, to]);
  for (const [a, b] of [...titled, ...marks]) for (const at of [a, b]) if (at > from && at < to) cuts.add(at);
  const sorted = [...cuts].sort((a, b) => a - b);
  const inside = (ranges: ReadonlyArray<readonly [number, number]>, at: number) => ranges.some(([a, b]) => at >= a && at < b);
  return sorted.slice(0, -1).map((at, i) => ({
    text: text.slice(at, sorted[i + 1]),
    heading: inside(titled, at),
    marked: inside(marks, at),
  }));
}

/** A heading has a line of its own. */
function isHeading(text: string, start: number, end: number): boolean {
  return (start === 0 || /[\n\f]/.test(text[start - 1]!)) && (end >= text.length || /[\n\f]/.test(text[end]!));
}

function nodes({ text, heading, marked }: Piece, document: StoredDocument): Array<Node | string> {
  return text
    .split('\f')
    .flatMap((part, i) => [
      ...(i === 0 ? [] : [h('span', { class: 'page-break' }, pageWord(document))]),
      ...(part === '' ? [] : [marked ? h('mark', {}, part) : heading ? h('strong', { class: 'document-heading' }, part) : part]),
    ]);
}

function clamp([start, end]: readonly [number, number], from: number, to: number): readonly [number, number] {
  const a = Math.max(from, Math.min(to, start));
  return [a, Math.max(a, Math.min(to, end))];
}
