import type { Embedded, Scored } from '../inference/protocol';
import { biEncoderName, crossEncoderName } from '../loading/modelSource';
import { cosine, sigmoid } from '../scores';
import type { ComparedPassage, Comparison, Passage } from './comparison';
import { labelOf } from './labels';
import { ranks } from './ranking';
import { StageClock } from './stageClock';

/** A passage's scores for a query, computed before. */
export interface RecordedScore {
  readonly similarity: number;
  readonly logit: number;
  /** Tokens that the bi-encoder read of the passage, and the cross-encoder of the pair. */
  readonly tokens: readonly [number, number];
}

/** The comparison that these scores make, finished. */
export function recordedComparison(query: string, passages: readonly Passage[], scores: readonly RecordedScore[]): Comparison {
  const comparison = new RunningComparison(
    query,
    passages,
    passages.map(() => false),
  );
  scores.forEach((score, index) => comparison.recall(index, score));
  return { ...comparison.read(), finished: true, recorded: true };
}

/** A comparison while its answers come in. */
export class RunningComparison {
  /** Indexes of the passages with each text; blank ones are in none, as no model is given them. */
  readonly groups = new Map<string, number[]>();
  readonly corpus: StageClock;
  readonly queryEmbedding = new StageClock(1);
  readonly pairs: StageClock;
  private readonly similarities: Array<number | null>;
  private readonly embedded: Array<Embedded | undefined>;
  private readonly scored: Array<Scored | undefined>;
  private queryVector: Embedded | undefined;

  constructor(
    private readonly query: string,
    private readonly passages: readonly Passage[],
    private readonly blank: readonly boolean[],
  ) {
    this.similarities = passages.map(() => null);
    this.embedded = passages.map(() => undefined);
    this.scored = passages.map(() => undefined);
    passages.forEach(({ text }, index) => {
      if (!blank[index]) this.groups.set(text, [...(this.groups.get(text) ?? []), index]);
    });
    this.corpus = new StageClock(this.groups.size);
    this.pairs = new StageClock(this.groups.size);
  }

  setQuery(vector: Embedded): void {
    this.queryVector = vector;
    this.embedded.forEach((embedded, index) => this.setSimilarity(index, embedded));
  }

  setEmbedded(indexes: readonly number[], embedded: Embedded): void {
    for (const index of indexes) {
      this.embedded[index] = embedded;
      this.setSimilarity(index, embedded);
    }
  }

  setScored(indexes: readonly number[], scored: Scored): void {
    for (const index of indexes) this.scored[index] = scored;
  }

  /** Puts in what was computed before, with the same models. */
  recall(index: number, { similarity, logit, tokens }: RecordedScore): void {
    this.similarities[index] = similarity;
    this.embedded[index] = { vector: new Float32Array(), tokens: tokens[0], dropped: 0 };
    this.scored[index] = { logit, tokens: tokens[1], dropped: 0 };
  }

  read(): Comparison {
    // A text of characters that the tokenizer drops has no token: the cross-encoder cannot read it either.
    const unread = this.blank.map((blank, index) => blank || this.scored[index]?.logit === null);
    const biRanks = ranks(this.similarities, this.blank);
    const crossRanks = ranks(
      this.scored.map((scored) => scored?.logit ?? null),
      unread,
    );
    return {
      query: this.query,
      biEncoderModel: biEncoderName,
      crossEncoderModel: crossEncoderName,
      passages: this.passages.map((_, index) => this.passage(index, biRanks[index]!, crossRanks[index]!, unread[index]!)),
      corpus: this.corpus.read(),
      queryEmbedding: this.queryEmbedding.read(),
      pairs: this.pairs.read(),
      finished: this.corpus.done && this.queryEmbedding.done && this.pairs.done,
      recorded: false,
    };
  }

  private passage(index: number, biRank: number, crossRank: number, unread: boolean): ComparedPassage {
    const similarity = this.similarities[index]!;
    const [embedded, scored] = [this.embedded[index], this.scored[index]];
    const logit = scored?.logit ?? null;
    return {
      ...this.passages[index]!,
      index,
      label: labelOf(index, this.passages.length),
      biEncoder: {
        rank: biRank,
        state: this.blank[index] ? 'blank' : similarity === null ? 'waiting' : 'scored',
        similarity,
        tokens: embedded?.tokens ?? 0,
        droppedTokens: embedded?.dropped ?? 0,
      },
      crossEncoder: {
        rank: crossRank,
        state: unread ? 'blank' : logit === null ? 'waiting' : 'scored',
        logit,
        probability: logit === null ? null : sigmoid(logit),
        tokens: scored?.tokens ?? 0,
        droppedTokens: scored?.dropped ?? 0,
      },
      moved: biRank - crossRank,
    };
  }

  private setSimilarity(index: number, embedded: Embedded | undefined): void {
    this.similarities[index] = embedded && this.queryVector ? cosine(this.queryVector.vector, embedded.vector) : null;
  }
}
