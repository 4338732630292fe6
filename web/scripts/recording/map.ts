import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { planeOf, project } from '../../src/explainer/map/plane';
import type { MapQuery, SampleMap } from '../../src/recorded/sampleMap';
import { type Measured, sampleCorpus, sampleQueries } from './examples';
import { lines, type Models, root } from './models';

/** Passages that the cross-encoder reads for a query of the map. */
const nearest = 10;

/** Embeds every passage of the sample, and finds the plane on which they differ most. */
export async function mapOf(models: Models, say: (line: string) => void): Promise<SampleMap> {
  const corpus = [...sampleCorpus()];
  const vectors: Float32Array[] = [];
  for (const [, text] of corpus) vectors.push((await models.passage(text)).vector);
  const plane = planeOf(vectors);
  const step = Math.max(...vectors.flatMap((vector) => Array.from(vector, Math.abs))) / 127;
  const bytes = Int8Array.from(vectors.flatMap((vector) => Array.from(vector, (value) => Math.round(value / step))));
  const full = fullAnswers();
  const places = new Map(corpus.map(([id], index) => [id, index]));
  const measure = async ({ id, text }: Chosen): Promise<MapQuery> => {
    const vector = await models.query(text);
    const order = corpus
      .map(([, passage], index) => ({ index, passage, similarity: models.similarity(vector, vectors[index]!) }))
      .sort((a, b) => b.similarity - a.similarity);
    const near = [];
    for (const { index, passage, similarity } of order.slice(0, nearest)) {
      const [embedded, pair] = [await models.passage(passage), await models.score(text, passage, false)];
      near.push({ index, similarity, logit: pair.logit, tokens: [embedded.tokens, pair.tokens] as const });
    }
    const answers = [...full.get(id)!].map((passage) => places.get(passage)!);
    const first = near.reduce((a, b) => (b.logit > a.logit ? b : a));
    say(`map        ${1 + near.findIndex(({ index }) => answers.includes(index))} to ${answers.includes(first.index) ? 1 : '?'}  ${text}`);
    return { text, point: project(plane, vector), answers, resolved: answers.includes(first.index), near };
  };
  const queries: MapQuery[] = [];
  const kinds = new Set<string>();
  const { rises, falls } = candidates(new Map(corpus));
  for (const rise of rises) {
    if (kinds.size === 3 || kinds.has(rise.kind)) continue;
    const query = await measure(rise);
    // One that the cross-encoder itself calls no answer shows no judgement.
    if (!query.resolved || Math.max(...query.near.map(({ logit }) => logit)) <= 0) continue;
    kinds.add(rise.kind);
    queries.push(query);
  }
  queries.push(await measure(falls[0]!));
  const { mean, axes, share } = plane;
  const numbers = (vector: Float32Array) => Array.from(vector, (value) => Number(value.toFixed(5)));
  return {
    models: models.sums,
    mean: numbers(mean),
    axes: [numbers(axes[0]), numbers(axes[1])],
    share,
    vectors: Buffer.from(bytes.buffer).toString('base64'),
    step,
    queries,
  };
}

interface Chosen {
  readonly id: string;
  readonly kind: string;
  readonly text: string;
}

/**
 * Queries by the results of the .NET library over the whole sample, samples/help-centre/measured.jsonl: those on which an answer rises to
 * the first place from among the nearest, the furthest first; and those on which one falls from the first place, the furthest first. Where
 * two rise as far, the one that shares fewer words with its answer comes first.
 */
function candidates(corpus: ReadonlyMap<string, string>): { readonly rises: readonly Chosen[]; readonly falls: readonly Chosen[] } {
  const texts = sampleQueries();
  const full = fullAnswers();
  const measured = lines<Measured>('samples/help-centre/measured.jsonl')
    .filter(({ query }) => full.has(query))
    .map(({ query, kind, judged, biEncoderFirst, crossEncoderFirst }) => {
      const [before, after] = [full.get(query)!.has(biEncoderFirst.passage), full.get(query)!.has(crossEncoderFirst.passage)];
      const text = texts.get(query)!;
      const places = new Map(judged.map((one) => [one.passage, one]));
      return { id: query, kind, text, before, after, bi: biEncoderFirst.passage, cross: crossEncoderFirst.passage, places };
    });
  return {
    rises: measured
      .filter(({ before, after }) => !before && after)
      .map((one) => ({
        ...one,
        from: one.places.get(one.cross)!.biEncoderRank,
        shared: sharedWords(one.text, corpus.get(one.cross)!),
      }))
      .filter(({ from }) => from <= nearest)
      .sort((a, b) => b.from - a.from || a.shared - b.shared),
    falls: measured
      .filter(({ before, after }) => before && !after)
      .map((one) => ({ ...one, to: one.places.get(one.bi)!.crossEncoderRank }))
      .sort((a, b) => b.to - a.to),
  };
}

function sharedWords(query: string, passage: string): number {
  const words = (text: string) => new Set(text.toLowerCase().match(/[\p{L}\p{N}]+/gu));
  const those = words(passage);
  return [...words(query)].filter((word) => those.has(word)).length;
}

/** Passages judged to answer fully, by query. */
function fullAnswers(): Map<string, Set<string>> {
  const answers = new Map<string, Set<string>>();
  for (const line of readFileSync(resolve(root, 'samples/help-centre/qrels/test.tsv'), 'utf8').split('\n').slice(1)) {
    const [query, passage, grade] = line.split('\t');
    if (Number(grade) < 3) continue;
    answers.set(query!, (answers.get(query!) ?? new Set()).add(passage!));
  }
  return answers;
}
