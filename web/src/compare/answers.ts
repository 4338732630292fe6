import type { AnswerMark } from './board/card';

interface Placed {
  readonly index: number;
  readonly text: string;
}

/**
 * Which passages answer: those that an example was judged to have, or those that the visitor has marked. Marks are kept by text, so that
 * they stay with a passage while others are edited.
 */
export class Answers {
  private judged: readonly boolean[] | null = null;
  private marks = new Set<string>();

  /** Takes over an example's judgements. */
  judge(passages: ReadonlyArray<{ readonly answer: boolean }>): void {
    this.judged = passages.map(({ answer }) => answer);
    this.marks.clear();
  }

  /** Takes over marks of the visitor, or of who has sent a link. */
  mark(texts: readonly string[]): void {
    this.judged = null;
    this.marks = new Set(texts.map((text) => text.trim()).filter((text) => text !== ''));
  }

  toggle(text: string): void {
    if (!this.marks.delete(text.trim())) this.marks.add(text.trim());
  }

  get marked(): readonly string[] {
    return [...this.marks];
  }

  /** Indexes of those that are known to answer, among these passages. */
  of(passages: readonly Placed[]): ReadonlySet<number> {
    return new Set(passages.filter(({ index, text }) => this.judged?.[index] ?? this.marks.has(text.trim())).map(({ index }) => index));
  }

  /** Texts of those that answer. */
  texts(passages: readonly Placed[]): string[] {
    const answers = this.of(passages);
    return passages.filter(({ index }) => answers.has(index)).map(({ text }) => text);
  }

  markOf({ index, text }: Placed): AnswerMark {
    if (this.judged !== null) return this.judged[index] === true ? 'judged' : 'none';
    return this.marks.has(text.trim()) ? 'marked' : 'unmarked';
  }

  /** For the head of a passage's dialog. */
  wordsFor(passage: Placed): string | undefined {
    const mark = this.markOf(passage);
    return mark === 'judged'
      ? 'judged: the answer'
      : mark === 'none'
        ? 'judged: no answer'
        : mark === 'marked'
          ? 'marked: the answer'
          : undefined;
  }
}
