import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Plugin } from 'vite';

const id = 'virtual:measured-figures';

/** The kinds of query that the page describes. */
const kinds = ['all', 'same-words-other-meaning', 'other-words-same-meaning'];

/** The part of the benchmarks' results that is read. */
interface Results {
  readonly machine: { readonly cpu: string; readonly cores: number };
}

interface Measured<Rate extends string> {
  readonly systems: ReadonlyArray<{ readonly key: string } & Readonly<Record<Rate, number>>>;
}

interface Embedding extends Results {
  readonly figures: {
    readonly jobs: ReadonlyArray<
      Measured<'textsPerSecond'> & { readonly model: string; readonly collection: string; readonly texts: number; readonly tokens: number }
    >;
  };
}

interface Reranking extends Results {
  readonly figures: {
    readonly collections: ReadonlyArray<Measured<'pairsPerSecond'> & { readonly name: string; readonly medianTokensPerPair: number }>;
  };
}

interface Growth extends Results {
  readonly figures: {
    readonly sizes: ReadonlyArray<{
      readonly passages: number;
      readonly searches: Readonly<Record<'dense' | 'hybrid and rerank', { readonly median: number }>>;
      readonly stages: { readonly dense: { readonly embed: number } };
    }>;
  };
}

/**
 * Provides this project's measured figures to the page. The build reads them from the benchmark results and quality pages, so that none
 * is copied by hand. A missing figure fails the build with an error that names it.
 */
export function measuredFigures(root: string): Plugin {
  return {
    name: 'lodestone:measured-figures',
    resolveId: (source) => (source === id ? `\0${id}` : null),
    load: (module) => (module === `\0${id}` ? `export const measured = ${JSON.stringify(read(root))};\n` : null),
  };
}

function read(root: string) {
  const json = (name: string) => JSON.parse(readFileSync(join(root, `bench/results/${name}.json`), 'utf8')) as unknown;
  const [embed, rerank, growth] = [json('embed') as Embedding, json('rerank') as Reranking, json('growth') as Growth];
  const lodestone = <S extends { readonly key: string }>(systems: readonly S[]) =>
    ensureFound(
      systems.find(({ key }) => key === 'lodestone'),
      'a system `lodestone`',
    );
  const jobs = embed.figures.jobs.filter((job) => job.model === 'bge-small-en-v1.5');
  const quality = readFileSync(join(root, 'docs/quality.md'), 'utf8');
  return {
    machine: `${rerank.machine.cpu}, ${rerank.machine.cores} cores`,
    embedding: jobs.map((job) => ({
      collection: job.collection,
      tokens: Math.round(job.tokens / job.texts),
      textsPerSecond: lodestone(job.systems).textsPerSecond,
    })),
    reranking: rerank.figures.collections.map((collection) => ({
      collection: collection.name,
      tokens: collection.medianTokensPerPair,
      pairsPerSecond: lodestone(collection.systems).pairsPerSecond,
    })),
    searching: growth.figures.sizes.map((size) => ({
      passages: size.passages,
      denseMilliseconds: size.searches.dense.median * 1000,
      embedMilliseconds: size.stages.dense.embed,
      rerankedMilliseconds: size.searches['hybrid and rerank'].median * 1000,
    })),
    stages: table(quality, ['bi-encoder', 'fused', 'reranked alone', 'default']),
    firstAnswers: firstAnswers(readFileSync(join(root, 'samples/help-centre/measured.md'), 'utf8')),
  };
}

/** The first table of a page with these columns: its rows, by the names of its columns. */
function table(page: string, columns: readonly string[]): Array<{ name: string; values: Record<string, number> }> {
  const lines = page.split('\n');
  const cells = (line: string) =>
    line
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.replaceAll('*', '').trim());
  const at = lines.findIndex((line) => line.startsWith('|') && columns.every((column) => cells(line).includes(column)));
  ensureFound(at < 0 ? undefined : at, `a table with the columns ${columns.join(', ')} in docs/quality.md`);
  const names = cells(lines[at]!);
  const rows = [];
  for (const line of lines.slice(at + 2)) {
    if (!line.startsWith('|')) break;
    const [name, ...values] = cells(line);
    const numbers = columns.map((column) => [column, Number(values[names.indexOf(column) - 1])] as const);
    rows.push({ name: name!, values: Object.fromEntries(numbers) });
  }
  const odd = rows.find(({ values }) => Object.values(values).some(Number.isNaN));
  if (odd !== undefined)
    throw new Error(`The row "${odd.name}" of docs/quality.md has what is no number. Correct it, or build/measuredFigures.ts.`);
  return rows;
}

/** The number of queries of each kind, and of all, that each encoder's first passage answers fully: samples/help-centre/measured.md. */
function firstAnswers(page: string): Record<string, { queries: number; biEncoder: number; crossEncoder: number }> {
  const rows = page.matchAll(/^\| ([a-z-]+) \| (\d+) \| (\d+) \|[^|]*\|[^|]*\| (\d+) \|/gm);
  const found = Object.fromEntries(
    [...rows].map(([, kind, queries, bi, cross]) => [
      kind!,
      { queries: Number(queries), biEncoder: Number(bi), crossEncoder: Number(cross) },
    ]),
  );
  for (const kind of kinds) ensureFound(found[kind], `a row \`${kind}\` in samples/help-centre/measured.md`);
  return found;
}

function ensureFound<T>(found: T | undefined, what: string): T {
  if (found === undefined)
    throw new Error(`The page shows measured figures and needs ${what}, which is missing. Correct build/measuredFigures.ts.`);
  return found;
}
