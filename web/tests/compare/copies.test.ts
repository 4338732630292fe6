import { expect, test } from 'vitest';
import { parseCsv } from '../../src/compare/passages/csv';
import { asCsv, asJson, asMarkdown } from '../../src/compare/sharing/copies';
import { comparisonOf } from '../comparisons';

const comparison = comparisonOf([
  [0.9, -3],
  [0.8, 4],
  [null, null],
]);
comparison.passages.forEach((passage, i) => Object.assign(passage, { text: ['say "one", | two', 'three\nfour', ''][i] }));

test('asJson_Comparison_HasTheShapeOfTheCommandLine', () => {
  const json = JSON.parse(asJson(comparison)) as Record<string, unknown>;
  expect(Object.keys(json)).toEqual(['query', 'biEncoder', 'crossEncoder', 'passages']);
  const passages = json['passages'] as Array<Record<string, Record<string, unknown>>>;
  expect(passages.map((passage) => passage['index'])).toEqual([1, 0, 2]);
  expect(Object.keys(passages[0]!)).toEqual(['index', 'id', 'text', 'biEncoder', 'crossEncoder', 'moved']);
  expect(Object.keys(passages[0]!['biEncoder']!)).toEqual(['rank', 'similarity', 'tokens', 'droppedTokens']);
  expect(Object.keys(passages[0]!['crossEncoder']!)).toEqual([
    'rank',
    'state',
    'logit',
    'probability',
    'tokens',
    'droppedTokens',
    'window',
  ]);
  expect(passages[2]!['crossEncoder']).toMatchObject({ rank: 3, state: 'blank', logit: null, probability: null });
});

test('asMarkdown_Comparison_IsATableInTheCrossEncodersOrder', () => {
  const lines = asMarkdown(comparison).split('\n');
  expect(lines[2]).toBe('The bi-encoder put A first; the cross-encoder moved B from 2 to 1.');
  expect(lines.slice(6, 9)).toEqual([
    '| B | 2 | 0.8000 | 1 | 4.000 | 0.9820 | up 1 | three four |',
    '| A | 1 | 0.9000 | 2 | −3.000 | 0.0474 | down 1 | say "one", \\| two |',
    '| C | 3 | – | 3 | – | – | same |  |',
  ]);
});

test('asCsv_Comparison_IsReadBack', () => {
  const [header, first, second, third] = parseCsv(asCsv(comparison));
  const at = (name: string) => header!.indexOf(name);
  expect([first![at('label')], first![at('cross_rank')], first![at('text')]]).toEqual(['B', '1', 'three\nfour']);
  expect(second![at('text')]).toBe('say "one", | two');
  expect(third![at('logit')]).toBe('');
});
