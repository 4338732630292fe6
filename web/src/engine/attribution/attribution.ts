import { isBlank } from '../tokenization/blankText';
import { atMost, type Part, sentencesOf, without, wordsOf } from './parts';

/** Words that are left out one by one; a longer passage is read by sentence first. */
export const mostWords = 40;
const mostSentences = 24;

/** What both scores lose when a part of the passage is left out; negative where they gain, null while it is not known. */
export interface PartLoss extends Part {
  /** Cosine lost by the bi-encoder. */
  readonly similarity: number | null;
  /** Logit lost by the cross-encoder. */
  readonly logit: number | null;
}

/** Which parts of a passage each encoder's score depends on, found by leaving them out. It is not attention. */
export interface Attribution {
  readonly passage: string;
  /** Every word, or the words of the sentence that counts most. */
  readonly words: readonly PartLoss[];
  /** For a passage of more than {@link mostWords} words; empty otherwise. */
  readonly sentences: readonly PartLoss[];
  /** Model runs that are done, known from before or not, and of how many so far. */
  readonly done: number;
  readonly of: number;
}

/** Scores one text: the cosine to the query, and the logit of the pair. */
export interface Scorer {
  readonly similarity: (text: string) => Promise<number>;
  readonly logit: (text: string) => Promise<number | null>;
}

/**
 * Leaves out each word; of a passage of more than {@link mostWords} words each sentence, then each word of the sentence that the
 * cross-encoder misses most.
 * @param onUpdate Called whenever one more loss is known.
 */
export async function attribute(passage: string, scorer: Scorer, onUpdate: (soFar: Attribution) => void): Promise<Attribution> {
  const run = new Run(passage, scorer, onUpdate);
  const all = wordsOf(passage);
  if (all.length <= mostWords) {
    await run.leaveOut('words', all);
    return run.read();
  }
  const sentences = await run.leaveOut('sentences', atMost(sentencesOf(passage), mostSentences));
  const most = sentences.reduce((best, one) => ((one.logit ?? -Infinity) > (best.logit ?? -Infinity) ? one : best));
  await run.leaveOut('words', atMost(wordsOf(passage, most), mostWords));
  return run.read();
}

class Run {
  private readonly losses: Record<'words' | 'sentences', PartLoss[]> = { words: [], sentences: [] };
  private done = 0;
  private of = 0;

  constructor(
    private readonly passage: string,
    private readonly scorer: Scorer,
    private readonly onUpdate: (soFar: Attribution) => void,
  ) {}

  async leaveOut(kind: 'words' | 'sentences', parts: readonly Part[]): Promise<readonly PartLoss[]> {
    const losses: PartLoss[] = parts.map(({ start, end }) => ({ start, end, similarity: null, logit: null }));
    this.losses[kind] = losses;
    this.of += 2 * parts.length;
    const [similarity, logit] = await Promise.all([this.scorer.similarity(this.passage), this.scorer.logit(this.passage)]);
    const tell = (i: number, known: Partial<PartLoss>) => {
      losses[i] = { ...losses[i]!, ...known };
      this.done++;
      this.onUpdate(this.read());
    };
    await Promise.all(
      parts.flatMap((part, i): Array<Promise<void>> => {
        const rest = without(this.passage, part);
        // Nothing is left to score: the part is the whole passage.
        if (isBlank(rest)) {
          this.of -= 2;
          return [];
        }
        return [
          this.scorer.similarity(rest).then((score) => tell(i, { similarity: similarity - score })),
          this.scorer.logit(rest).then((score) => tell(i, { logit: logit === null || score === null ? null : logit - score })),
        ];
      }),
    );
    return losses;
  }

  read(): Attribution {
    const { words, sentences } = this.losses;
    return { passage: this.passage, words: [...words], sentences: [...sentences], done: this.done, of: this.of };
  }
}
