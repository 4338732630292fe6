import { count } from '../../ui/figures';
import type { Hit, SearchAnswer } from '../server/contract';
import { titleOf } from './hitCard';

/** What a search came to, in words that say only what happened. */
export function answerSentence({ hits, trace, answer }: SearchAnswer, final: boolean): string {
  const [best] = hits;
  if (best === undefined) return 'Nothing was found: no stage has a candidate.';
  if (!final) return `Fused: “${titleOf(best)}” is first. The cross-encoder is reading …`;
  const rerank = trace.stages.find(({ stage }) => stage === 'rerank');
  const reason = rerank?.failure ?? rerank?.skipped ?? null;
  const read = rerank === undefined ? 0 : rerank.modelRuns + rerank.cacheHits;
  if (read === 0) return `“${titleOf(best)}” is first. Nothing was reranked${reason === null ? '' : `: ${reason}`}.`;
  // A best of useless hits is not to sound like one.
  if (answer === 'no') return 'Nothing here looks like an answer. The nearest passages:';
  return `${firstPlace(best)} It read ${count(read, 'passage')}.`;
}

function firstPlace(best: Hit): string {
  const from = best.fused.rank;
  const title = `“${titleOf(best)}”`;
  return from === 1 ? `The cross-encoder left ${title} first.` : `The cross-encoder brought ${title} from ${from} to 1.`;
}
