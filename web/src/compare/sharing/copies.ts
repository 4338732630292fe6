import type { ComparedPassage, Comparison } from '../../engine/comparing/comparison';
import { verdictOf } from '../../engine/comparing/verdict';
import { cosineText, logitText, probabilityText } from '../../ui/figures';

/** Passages in the cross-encoder's order. */
export function byCrossEncoder(comparison: Comparison): ComparedPassage[] {
  return [...comparison.passages].sort((a, b) => a.crossEncoder.rank - b.crossEncoder.rank);
}

/** The JSON of `lodestone compare --json`. */
export function asJson(comparison: Comparison): string {
  const { query, corpus, queryEmbedding, pairs } = comparison;
  const round = (milliseconds: number) => Math.round(milliseconds * 1000) / 1000;
  return JSON.stringify(
    {
      query,
      biEncoder: {
        model: comparison.biEncoderModel,
        milliseconds: round(corpus.milliseconds + queryEmbedding.milliseconds),
        corpusMilliseconds: round(corpus.milliseconds),
        queryMilliseconds: round(queryEmbedding.milliseconds),
        corpusRuns: corpus.runs,
        queryRuns: queryEmbedding.runs,
      },
      crossEncoder: { model: comparison.crossEncoderModel, milliseconds: round(pairs.milliseconds), runs: pairs.runs },
      passages: byCrossEncoder(comparison).map(({ index, id, text, biEncoder, crossEncoder, moved }) => ({
        index,
        id: id ?? null,
        text,
        biEncoder: {
          rank: biEncoder.rank,
          similarity: biEncoder.similarity,
          tokens: biEncoder.tokens,
          droppedTokens: biEncoder.droppedTokens,
        },
        crossEncoder: {
          rank: crossEncoder.rank,
          state: crossEncoder.state,
          logit: crossEncoder.logit,
          probability: crossEncoder.probability,
          tokens: crossEncoder.tokens,
          droppedTokens: crossEncoder.droppedTokens,
          window: null,
        },
        moved,
      })),
    },
    null,
    2,
  );
}

export function asMarkdown(comparison: Comparison, answers: ReadonlySet<number> = new Set()): string {
  const cell = (text: string) => text.replace(/\s+/g, ' ').replaceAll('|', '\\|');
  const rows = byCrossEncoder(comparison).map(
    ({ label, text, biEncoder, crossEncoder, moved }) =>
      `| ${label} | ${biEncoder.rank} | ${cosineText(biEncoder.similarity)} | ${crossEncoder.rank} | ${logitText(crossEncoder.logit)} | ` +
      `${probabilityText(crossEncoder.probability)} | ${movedText(moved)} | ${cell(text)} |`,
  );
  return [
    `**${cell(comparison.query)}**`,
    '',
    verdictOf(comparison, answers),
    '',
    '| | bi-encoder rank | cosine | cross-encoder rank | logit | probability | moved | passage |',
    '|---|--:|--:|--:|--:|--:|---|---|',
    ...rows,
    '',
    `${comparison.biEncoderModel} and ${comparison.crossEncoderModel}`,
    '',
  ].join('\n');
}

export function asCsv(comparison: Comparison): string {
  const field = (value: string | number | null) => {
    const text = value === null ? '' : String(value);
    return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
  };
  const header = [
    'label',
    'id',
    'bi_rank',
    'similarity',
    'cross_rank',
    'logit',
    'probability',
    'moved',
    'bi_tokens',
    'pair_tokens',
    'text',
  ];
  const rows = byCrossEncoder(comparison).map(({ label, id, text, biEncoder, crossEncoder, moved }) => [
    label,
    id ?? null,
    biEncoder.rank,
    biEncoder.similarity,
    crossEncoder.rank,
    crossEncoder.logit,
    crossEncoder.probability,
    moved,
    biEncoder.tokens,
    crossEncoder.tokens,
    text,
  ]);
  return [header, ...rows].map((row) => `${row.map(field).join(',')}\r\n`).join('');
}

export function movedText(moved: number): string {
  return moved === 0 ? 'same' : moved > 0 ? `up ${moved}` : `down ${-moved}`;
}
