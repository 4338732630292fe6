import { measured } from 'virtual:measured-figures';
import { h } from '../ui/dom';
import { decimals } from './properties';
import './rerankEffect.css';

/** What reranking gave and took on each measured collection, against the fused list it started from. */
export function rerankEffect(): HTMLElement {
  const collections = measured.stages.filter(({ name }) => !name.startsWith('mean'));
  const effects = collections
    .map(({ name, values }) => ({
      name,
      alone: values['reranked alone'] - values.fused,
      blended: values.default - values.fused,
    }))
    .sort((a, b) => a.alone - b.alone);
  const widest = Math.max(...effects.flatMap(({ alone, blended }) => [Math.abs(alone), Math.abs(blended)]));
  return h(
    'table',
    { class: 'effects' },
    h('caption', {}, 'nDCG@10 against the fused list, before any reranking'),
    h(
      'thead',
      {},
      h(
        'tr',
        {},
        h('th', { scope: 'col' }, 'Collection'),
        h('th', { scope: 'col' }, 'The cross-encoder’s order alone'),
        h('th', { scope: 'col' }, 'All scores together, the default'),
      ),
    ),
    h(
      'tbody',
      {},
      ...effects.map(({ name, alone, blended }) => h('tr', {}, h('th', { scope: 'row' }, name), bar(alone, widest), bar(blended, widest))),
    ),
  );
}

/** In words, what the table shows. */
export function effectSentence(): string {
  const collections = measured.stages.filter(({ name }) => !name.startsWith('mean'));
  const worse = collections.filter(({ values }) => values['reranked alone'] < values.fused).length;
  const [alone, blended] = (['reranked alone', 'default'] as const).map((way) =>
    Math.min(...collections.map(({ values }) => values[way] - values.fused)),
  );
  return (
    `On ${worse} of ${collections.length} measured collections the cross-encoder’s order is worse than the list it was given, by up ` +
    `to ${decimals(-alone!)}. With all scores counted the largest loss is ${decimals(-blended!)}.`
  );
}

function bar(value: number, widest: number): HTMLElement {
  const fill = h('span', { class: 'effect-bar', 'aria-hidden': 'true' });
  fill.style.setProperty('--length', String(Math.abs(value) / widest / 2));
  return h(
    'td',
    { 'data-way': value < 0 ? 'down' : 'up' },
    h('span', { class: 'effect-track' }, fill),
    h('span', { class: 'effect-value' }, `${value > 0 ? '+' : ''}${decimals(value)}`),
  );
}
