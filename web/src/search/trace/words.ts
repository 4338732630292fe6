import type { Trace } from '../server/contract';

/** The stages as people call them. */
export const stageNames: Readonly<Record<string, string>> = {
  filter: 'Filter',
  keyword: 'BM25',
  embed: 'Embed the query',
  dense: 'Nearest vectors',
  fuse: 'Fuse',
  preview: 'Show fused',
  rerank: 'Rerank',
  show: 'Show final',
};

const explanations: Readonly<Record<string, string>> = {
  filter: 'The filter becomes a set of passages.',
  keyword: 'The keyword index is searched.',
  embed: 'The bi-encoder reads the query: one model run.',
  dense: 'The vector index is searched.',
  fuse: 'The scores of both become one.',
  preview: 'The texts of the fused hits are read, to be sent before the reranked ones.',
  rerank: 'The cross-encoder reads query and passage together: one model run a pair.',
  show: 'The texts of the hits are read, and the query’s words in them are marked.',
};

export function explainStage(stage: string): string {
  return explanations[stage] ?? '';
}

const paths: Readonly<Record<string, string>> = {
  empty: 'There was no vector to compare with.',
  exactScan: 'The query was compared with every vector.',
  filteredExactScan: 'The query was compared with every vector that passes the filter.',
  graphWalk: 'The vector index was searched by walking its graph.',
  filteredGraphWalk: 'The vector index was searched by walking its graph among what passes the filter.',
  fellBackToExact: 'The walk of the graph found too few, so the query was compared with every vector.',
};

/** How the vector index was searched, and whether that can have missed something. */
export function explainPath({ indexPath, approximate }: Trace): string[] {
  if (indexPath === null) return [];
  return [
    paths[indexPath] ?? `The vector index was searched by ${indexPath}.`,
    approximate ? 'That is approximate: a near vector may be missed.' : 'That is exact.',
  ];
}

/** How much each stage counted, in numbers. */
export function explainShares({ bm25Share, rerankShare }: Trace): string[] {
  const words =
    typeof bm25Share !== 'number'
      ? []
      : [`BM25 has ${bm25Share.toFixed(2)} of the fused score, the vectors ${(1 - bm25Share).toFixed(2)}.`];
  if (rerankShare === undefined || rerankShare === null) return words;
  const { share, basis, passages, bestLogit } = rerankShare;
  const why =
    basis === 'scores' && typeof bestLogit === 'number'
      ? `the best logit of ${passages} passages is ${bestLogit.toFixed(2)}`
      : (bases[basis] ?? basis);
  return [...words, `The cross-encoder has ${share.toFixed(2)} of the final score: ${why}.`];
}

const bases: Readonly<Record<string, string>> = {
  option: 'as asked for',
  noScale: 'a fixed share, because its logits have no known scale',
  keywordsAlone: 'a fixed share over keywords alone',
};
