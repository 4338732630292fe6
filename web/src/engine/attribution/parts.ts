/** A part of a text that can be left out: from `start` to before `end`. */
export interface Part {
  readonly start: number;
  readonly end: number;
}

/** Words of a text: what stands between white space. */
export function wordsOf(text: string, within: Part = { start: 0, end: text.length }): Part[] {
  return [...text.slice(within.start, within.end).matchAll(/\S+/g)].map(({ 0: word, index }) => ({
    start: within.start + index,
    end: within.start + index + word.length,
  }));
}

/** Sentences of a text: up to a full stop, question or exclamation mark that white space follows, or the end of a line. */
export function sentencesOf(text: string): Part[] {
  return [...text.matchAll(/[^\s][^\n]*?(?:[.!?]["”)]?(?=\s)|(?=\n)|$)/g)].map(({ 0: sentence, index }) => ({
    start: index,
    end: index + sentence.length,
  }));
}

/** Consecutive parts put together, so that there are at most so many. */
export function atMost(parts: readonly Part[], most: number): Part[] {
  const each = Math.ceil(parts.length / most);
  return parts.length <= most
    ? [...parts]
    : Array.from({ length: Math.ceil(parts.length / each) }, (_, i) => {
        const group = parts.slice(i * each, (i + 1) * each);
        return { start: group[0]!.start, end: group.at(-1)!.end };
      });
}

/** The text without a part. */
export function without(text: string, { start, end }: Part): string {
  return `${text.slice(0, start).trimEnd()} ${text.slice(end).trimStart()}`.trim();
}
