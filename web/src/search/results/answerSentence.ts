import { count } from '../../design/figures';
import type { Hit, SearchAnswer } from '../server/contract';
import { titleOf } from './hitCard';

/** What a search came to, in words that say only what happened. */
export function answerSentence({ hits, trace }: SearchAnswer, final: boolean): string {
  const [best] = hits;
  if (best === undefined)
    return 'Nothing was found: no stage has a candidate.';
  if (!final)
    return `Fused: “${titleOf(best)}” is first. The cross-encoder is reading …`;
  const read = hits.filter(({ crossEncoder }) => crossEncoder !== null);
  if (read.length === 0) {
    const rerank = trace.stages.find(({ stage }) => stage === 'rerank');
    const reason = rerank?.failure ?? rerank?.skipped;
    return `“${titleOf(best)}” is first. Nothing was reranked${reason === null || reason === undefined ? '' : `: ${reason}`}.`;
  }
  return `${firstPlace(best)} ${count(read.length, 'passage')} ${read.length === 1 ? 'was' : 'were'} read by the cross-encoder.`;
}

function firstPlace(best: Hit): string {
  const from = best.fused.rank;
  const title = `“${titleOf(best)}”`;
  return from === 1
    ? `${title} was first before reranking, and stayed.`
    : `The cross-encoder brought ${title} from ${from} to 1.`;
}
