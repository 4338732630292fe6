import type { Comparison } from '../src/engine/comparing/comparison';
import { RunningComparison } from '../src/engine/comparing/runningComparison';

/** A finished comparison of passages with these cosines and logits; a null is a blank passage. */
export function comparisonOf(scores: ReadonlyArray<readonly [cosine: number | null, logit: number | null]>): Comparison {
  const blank = scores.map(([cosine]) => cosine === null);
  const running = new RunningComparison(
    'query',
    scores.map((_, i) => ({ text: blank[i] ? '' : `passage ${i}` })),
    blank,
  );
  running.setQuery({ vector: Float32Array.of(1, 0), tokens: 3, dropped: 0 });
  scores.forEach(([cosine, logit], i) => {
    if (cosine === null || logit === null) return;
    running.setEmbedded([i], { vector: Float32Array.of(cosine, Math.sqrt(1 - cosine * cosine)), tokens: 4, dropped: 0 });
    running.setScored([i], { logit, tokens: 8, dropped: 0 });
  });
  return running.read();
}
