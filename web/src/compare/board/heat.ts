import type { Attribution, PartLoss } from '../../engine/attribution/attribution';
import { h } from '../../ui/dom';

/** Parts of a text, each with how much of the largest loss it has, from 0 to 1. */
export type Heat = ReadonlyArray<{ readonly start: number; readonly end: number; readonly share: number }>;

export type Side = 'bi' | 'cross';

/** What a score loses without a part, on one side. */
export function lossOf(part: PartLoss, side: Side): number | null {
  return side === 'bi' ? part.similarity : part.logit;
}

/** The largest loss of any word or sentence, so that shades of several passages compare. */
export function largestLoss(attributions: readonly Attribution[], side: Side): number {
  return Math.max(0, ...attributions.flatMap(({ words, sentences }) => [...words, ...sentences].map((part) => lossOf(part, side) ?? 0)));
}

/** The shades of an attribution: its words, and round them the other sentences. */
export function heatOf({ words, sentences }: Attribution, side: Side, largest: number): Heat {
  const inWords = (part: PartLoss) => words.some(({ start, end }) => start >= part.start && end <= part.end);
  const parts = [...sentences.filter((sentence) => !inWords(sentence)), ...words];
  return parts
    .sort((a, b) => a.start - b.start)
    .map((part) => {
      const loss = lossOf(part, side) ?? 0;
      return { start: part.start, end: part.end, share: largest <= 0 ? 0 : Math.max(0, loss) / largest };
    });
}

/** A text with its shades. */
export function heated(text: string, heat: Heat | null): Array<HTMLElement | string> {
  if (heat === null) return [text];
  const parts: Array<HTMLElement | string> = [];
  let at = 0;
  for (const { start, end, share } of heat) {
    const word = h('span', { class: 'heat' }, text.slice(start, end));
    word.style.setProperty('--share', share.toFixed(3));
    parts.push(text.slice(at, start), word);
    at = end;
  }
  parts.push(text.slice(at));
  return parts;
}
