import { h } from '../../ui/dom';
import { cosineText, logitText, none, probabilityText, scoreText } from '../../ui/figures';
import type { Hit } from '../server/contract';
import { outcomeText } from './hitCard';
import { metadataText } from './metadata';

/** A hit's way through the stages. */
export function hitScores(hit: Hit): HTMLElement {
  const { crossEncoder } = hit;
  return h(
    'table',
    {},
    h('thead', {}, h('tr', {}, ...['Stage', 'Rank', 'Score'].map((name) => h('th', { scope: 'col' }, name)))),
    h(
      'tbody',
      {},
      row('BM25', hit.bm25?.rank, hit.bm25?.score.toFixed(3) ?? 'none of the query’s words'),
      row(
        'Bi-encoder',
        hit.biEncoder?.rank,
        hit.biEncoder === null ? 'not among its candidates' : `cosine ${cosineText(hit.biEncoder.similarity)}`,
      ),
      row('Fused', hit.fused.rank, scoreText(hit.fused.score)),
      row(
        'Cross-encoder',
        crossEncoder?.rank,
        crossEncoder === null
          ? (outcomeText[hit.outcome as keyof typeof outcomeText] ?? hit.outcome)
          : `logit ${logitText(crossEncoder.logit)}, probability ${probabilityText(crossEncoder.probability)}` +
              (crossEncoder.droppedTokens > 0 ? `; ${crossEncoder.droppedTokens} tokens did not fit` : ''),
      ),
      row('Final', hit.rank, hit.outcome === 'pending' ? none : scoreText(hit.finalScore)),
    ),
  );
}

/** A document's metadata; nothing where it has none. */
export function metadataTable(metadata: Hit['metadata']): HTMLElement[] {
  const entries = Object.entries(metadata);
  if (entries.length === 0) return [];
  return [
    h(
      'section',
      {},
      h('h3', {}, 'Metadata'),
      h(
        'table',
        {},
        h(
          'tbody',
          {},
          ...entries.map(([name, value]) =>
            h('tr', {}, h('th', { scope: 'row' }, h('bdi', {}, name)), h('td', {}, h('bdi', {}, metadataText(value)))),
          ),
        ),
      ),
    ),
  ];
}

function row(name: string, rank: number | undefined, score: string): HTMLElement {
  return h('tr', {}, h('th', { scope: 'row' }, name), h('td', {}, rank === undefined ? none : String(rank)), h('td', {}, score));
}
