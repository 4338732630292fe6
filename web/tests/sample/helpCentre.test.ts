import { expect, test } from 'vitest';
import { readDocuments, readQueries } from '../../src/sample/helpCentre';

test('readQueries_Answers_AreDocuments', () => {
  const ids = new Set(readDocuments().map(({ id }) => id));
  const queries = readQueries();
  expect(queries).toHaveLength(105);
  expect(queries.flatMap(({ answers }) => [...answers]).filter((id) => !ids.has(id))).toEqual([]);
  expect(queries.filter(({ answers }) => answers.size === 0)).toHaveLength(1);
});
