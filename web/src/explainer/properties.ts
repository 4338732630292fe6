import { measured } from 'virtual:measured-figures';
import { scoreDifference } from '../engine/scores';
import { h } from '../ui/dom';
import { count, millisecondsText } from '../ui/figures';
import './properties.css';

/** Both encoders' properties side by side, with this project's own figures. */
export function propertyTable(): HTMLElement {
  return h(
    'div',
    { class: 'scrolling', tabindex: 0, role: 'region', 'aria-label': 'Properties of both encoders' },
    h(
      'table',
      { class: 'properties' },
      h(
        'thead',
        {},
        h(
          'tr',
          {},
          h('td', {}),
          h('th', { scope: 'col', class: 'bi' }, 'Bi-encoder'),
          h('th', { scope: 'col', class: 'cross' }, 'Cross-encoder'),
        ),
      ),
      h(
        'tbody',
        {},
        ...rows().map(([name, bi, cross]) => h('tr', {}, h('th', { scope: 'row' }, name), h('td', {}, ...bi), h('td', {}, ...cross))),
      ),
    ),
  );
}

type Cell = ReadonlyArray<HTMLElement | string>;

function rows(): Array<readonly [name: string, bi: Cell, cross: Cell]> {
  const {
    embedding,
    reranking,
    searching,
    firstAnswers: { all },
  } = measured;
  const largest = searching.reduce((a, b) => (a.passages > b.passages ? a : b));
  const quickest = reranking.reduce((a, b) => (a.pairsPerSecond > b.pairsPerSecond ? a : b));
  const mean = measured.stages.find(({ name }) => name === 'mean');
  return [
    ['Input', ['one text: the query, or a passage'], ['a pair: query and passage as one text']],
    ['Output', ['a vector of 384 numbers; two of them have a cosine'], ['one logit, and the probability it stands for']],
    ['Precompute', ['all passages, once; after that a query is one run'], ['nothing: a score belongs to one query and one passage']],
    [
      'Speed',
      lines(embedding.map(({ textsPerSecond, tokens }) => [rate(textsPerSecond, 'texts'), ` a second of ${tokens} tokens`])),
      lines(reranking.map(({ pairsPerSecond, tokens }) => [rate(pairsPerSecond, 'pairs'), ` a second of ${tokens} tokens`])),
    ],
    [
      'Accuracy',
      [...share(all.biEncoder, all.queries), ...meanOf(mean?.values['bi-encoder'], 'by itself, mean nDCG@10')],
      [...share(all.crossEncoder, all.queries), ...meanOf(mean?.values['reranked alone'], 'alone over 30 found by both, mean nDCG@10')],
    ],
    [
      'Scale',
      [
        strong(millisecondsText(largest.denseMilliseconds)),
        ` a search of ${count(largest.passages, 'passage')}, ` + `${millisecondsText(largest.embedMilliseconds)} of it the query’s run`,
      ],
      [
        strong(duration(largest.passages / quickest.pairsPerSecond)),
        ` to read ${count(largest.passages, 'passage')} for one query; ` +
          `${millisecondsText(largest.rerankedMilliseconds)} to find with the others and read 30`,
      ],
    ],
    ['Role', ['finds: the first stage, over everything'], ['judges: the second stage, over a shortlist']],
  ];
}

/** Where the figures are from, for below the table. */
export function figuresFrom(): HTMLElement {
  return h(
    'p',
    { class: 'hint' },
    `Measured by this project on ${measured.machine}: bge-small-en-v1.5 and ms-marco-minilm-l12-v2 in the ` +
      '.NET library; searches with all-minilm-l6-v2. Sources: bench/results, docs/quality.md, samples/help-centre/measured.md. In this ' +
      'page, on WebAssembly, both are slower. ',
    scoreDifference,
  );
}

function lines(parts: ReadonlyArray<Cell>): Cell {
  return parts.map((part) => h('div', {}, ...part));
}

function share(answered: number, of: number): Cell {
  return [h('div', {}, strong(`${answered} of ${of}`), ' queries of the help centre answered by its first passage')];
}

function meanOf(value: number | undefined, what: string): Cell {
  const collections = measured.stages.filter(({ name }) => !name.startsWith('mean')).length;
  return value === undefined ? [] : [h('div', {}, strong(decimals(value)), ` ${what} of ${collections} collections`)];
}

function rate(perSecond: number, noun: string): HTMLElement {
  return strong(`${perSecond.toFixed(perSecond < 100 ? 1 : 0)} ${noun}`);
}

function strong(text: string): HTMLElement {
  return h('strong', {}, text);
}

/** A measure below 1, as the field writes it. */
export function decimals(value: number): string {
  return value
    .toFixed(3)
    .replace(/^(-?)0/, '$1')
    .replace('-', '−');
}

function duration(seconds: number): string {
  return seconds < 90 ? `${seconds.toFixed(0)} s` : `${(seconds / 60).toFixed(0)} minutes`;
}
