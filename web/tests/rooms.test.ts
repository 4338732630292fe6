import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { expect, test } from 'vitest';

const source = join(import.meta.dirname, '../src');

/**
 * What each folder of src/ may import besides itself and packages, lowest first. `page` is page.ts, which says what a page is; `outside`
 * is what lies beside web/.
 */
const arrows: Readonly<Record<string, readonly string[]>> = {
  outside: [],
  engine: [],
  offline: [],
  sample: ['outside'],
  ui: [],
  page: ['engine', 'ui'],
  recorded: ['engine'],
  rankColumns: ['engine', 'ui'],
  compare: ['engine', 'page', 'rankColumns', 'recorded', 'ui'],
  explainer: ['engine', 'page', 'recorded', 'sample', 'ui'],
  game: ['page', 'recorded', 'ui'],
  search: ['page', 'rankColumns', 'sample', 'ui'],
  app: ['compare', 'engine', 'explainer', 'game', 'offline', 'page', 'search', 'ui'],
};

interface Import {
  readonly file: string;
  readonly from: string;
  readonly to: string;
}

/** Every import of a file by another of src/, types too. */
const imports: readonly Import[] = readdirSync(source, { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.ts'))
  .flatMap((file) =>
    [...readFileSync(join(source, file), 'utf8').matchAll(/(?:from|import|new URL\() ?'(\.[^'?]*)/g)].map(([, path]) => ({
      file: `${file} imports ${path}`,
      from: roomOf(file),
      to: roomOf(relative(source, join(source, dirname(file), path!))),
    })),
  );

function roomOf(file: string): string {
  const [first] = file.split('/');
  return first === '..' ? 'outside' : first!.replace(/\.ts$/, '');
}

test('imports_BetweenFolders_FollowTheArrows', () => {
  expect(imports.length).toBeGreaterThan(200);
  expect(imports.filter(({ from, to }) => from !== to && !(arrows[from] ?? []).includes(to)).map(({ file }) => file)).toEqual([]);
});

test('arrows_Together_HaveNoCircle', () => {
  const order = Object.keys(arrows);
  for (const [from, to] of Object.entries(arrows))
    for (const room of to) expect(order.indexOf(room), `${from} uses ${room}`).toBeLessThan(order.indexOf(from));
});

test('arrows_EachOfThem_IsUsed', () => {
  const unused = Object.entries(arrows).flatMap(([from, to]) =>
    to.filter((room) => !imports.some((one) => one.from === from && one.to === room)).map((room) => `${from} to ${room}`),
  );
  expect(unused).toEqual([]);
});
