import { expect, test } from 'vitest';
import { filterExamples } from '../../../src/search/query/filterExamples';

test('filterExamples_EveryKind_IsWrittenAsFiltersAre', () => {
  const metadata = { plan: 'pro', year: 2024, open: true, tags: ['a "b"', 'c'], 'odd field': 'x', updated: '2024-05-01T12:00:00Z' };
  const one = (field: keyof typeof metadata) => filterExamples([{ metadata: { [field]: metadata[field] } }])[0];
  expect(Object.keys(metadata).map((field) => one(field as keyof typeof metadata))).toEqual([
    'plan = "pro"',
    'year >= 2024',
    'open = true',
    'tags contains "a \\"b\\""',
    '`odd field` = "x"',
    'updated >= 2024-05-01',
  ]);
});

test('filterExamples_TwoFields_AreOfferedTogether', () => {
  const documents = [{ plan: 'pro', year: 2024 }, { plan: 'free', year: 2023 }, { plan: 'free' }].map((metadata) => ({ metadata }));
  expect(filterExamples(documents)).toEqual(['plan = "free"', 'year >= 2024', 'plan = "free" and year >= 2024']);
});

test('filterExamples_KeywordAsField_IsQuoted', () => {
  expect(filterExamples([{ metadata: { Not: 'x' } }])).toEqual(['`Not` = "x"']);
});
