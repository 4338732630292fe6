import { expect, test } from 'vitest';
import { readRoute } from '../../src/app/router';
import type { Page } from '../../src/page';

const pages = ['compare', 'search', 'how'].map((name) => ({ name }) as Page);

test.each([
  ['', 'compare', ''],
  ['#/how', 'how', ''],
  ['#/compare/1.ab_-', 'compare', '1.ab_-'],
  ['#/search/x/y', 'search', 'x/y'],
  ['#/nowhere/x', 'compare', ''],
  ['#main', 'compare', ''],
])('readRoute_%j', (hash, name, rest) => {
  const route = readRoute(hash, pages);
  expect([route.page.name, route.rest]).toEqual([name, rest]);
});
