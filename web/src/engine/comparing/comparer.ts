import { type Attribution, attribute } from '../attribution/attribution';
import { EngineError } from '../engineError';
import type { Embedded, Job, Scored } from '../inference/protocol';
import { biEncoderName, crossEncoderName } from '../loading/modelSource';
import { cosine } from '../scores';
import { isBlank } from '../tokenization/blankText';
import type { Comparison, Passage } from './comparison';
import { KnownAnswers, type Run } from './knownAnswers';
import { RunningComparison } from './runningComparison';
import { StageClock } from './stageClock';

/** Passages that are compared at once; more would be minutes of work on a small machine. */
export const maxPassages = 200;

const cacheBytes = 16 << 20;

/**
 * Ranks the same passages with both encoders. What was scored before is not scored again: vectors are kept by text, scores by query and
 * passage, up to 16 MB of each. Passages with the same text are one run.
 */
export class Comparer {
  private readonly vectors: KnownAnswers<Job & { kind: 'embed' }>;
  private readonly scores: KnownAnswers<Job & { kind: 'score' }>;

  constructor(run: Run) {
    this.vectors = new KnownAnswers(run, cacheBytes, (embedded) => 64 + 4 * embedded.vector.length);
    this.scores = new KnownAnswers(run, cacheBytes, () => 64);
  }

  /**
   * @param signal Ends what has not begun; the promise is then rejected with the signal's reason.
   * @param onUpdate Called whenever more is known.
   */
  async compare(
    query: string,
    passages: readonly Passage[],
    signal: AbortSignal,
    onUpdate: (comparison: Comparison) => void,
  ): Promise<Comparison> {
    demand(query, passages);
    const comparison = new RunningComparison(
      query,
      passages,
      passages.map((passage) => isBlank(passage.text)),
    );
    const update = () => {
      if (!signal.aborted) onUpdate(comparison.read());
    };
    const embed = (text: string, as: 'query' | 'document') =>
      this.embed(text, as, as === 'query' ? comparison.queryEmbedding : comparison.corpus, signal);
    const score = (passage: string) => this.score(query, passage, comparison.pairs, signal);

    // The order of asking is the order of work: the bi-encoder's first, then the pairs.
    const work = [
      embed(query, 'query')
        .then((vector) => comparison.setQuery(vector))
        .then(update),
    ];
    for (const [text, indexes] of comparison.groups)
      work.push(
        embed(text, 'document')
          .then((vector: Embedded) => comparison.setEmbedded(indexes, vector))
          .then(update),
      );
    for (const [text, indexes] of comparison.groups)
      work.push(
        score(text)
          .then((scored: Scored) => comparison.setScored(indexes, scored))
          .then(update),
      );
    await Promise.all(work);
    return comparison.read();
  }

  /**
   * Finds which parts of a passage both scores depend on, by leaving them out: up to two runs a word. What was left out before is known.
   * @param signal Ends what has not begun; the promise is then rejected with the signal's reason.
   */
  async attribute(query: string, passage: string, signal: AbortSignal, onUpdate: (attribution: Attribution) => void): Promise<Attribution> {
    const clock = new StageClock(0);
    const vector = this.embed(query, 'query', clock, signal);
    const scorer = {
      similarity: async (text: string) => {
        const embedded = await this.embed(text, 'document', clock, signal);
        return cosine((await vector).vector, embedded.vector);
      },
      logit: async (text: string) => (await this.score(query, text, clock, signal)).logit,
    };
    return attribute(passage, scorer, (soFar) => {
      if (!signal.aborted) onUpdate(soFar);
    });
  }

  private embed(text: string, as: 'query' | 'document', clock: StageClock, signal: AbortSignal): Promise<Embedded> {
    return this.vectors.get(`${as}\0${text}`, { kind: 'embed', model: biEncoderName, text, as }, clock, signal);
  }

  private score(query: string, passage: string, clock: StageClock, signal: AbortSignal): Promise<Scored> {
    return this.scores.get(`${query}\0${passage}`, { kind: 'score', model: crossEncoderName, query, passage }, clock, signal);
  }
}

function demand(query: string, passages: readonly Passage[]): void {
  if (isBlank(query)) throw new EngineError('The query is empty. Passages can be ranked only for a query with words: write one.');
  if (passages.length === 0)
    throw new EngineError('There are no passages. Paste some, one a line or with blank lines between them, or choose a file.');
  if (passages.length > maxPassages) {
    const more = passages.length - maxPassages;
    throw new EngineError(
      `There are ${passages.length} passages; this page compares up to ${maxPassages}, as each costs a run of both models on this ` +
        `machine. Remove ${more === 1 ? 'one' : more}, or use the command line: lodestone compare has no limit.`,
    );
  }
}
