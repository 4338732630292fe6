import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { type Outcome, outcomeOf } from '../../src/engine/comparing/verdict';
import type { Example, Kind, Tally } from '../../src/recorded/recorded';
import { lines, type Models, root } from './models';

/** An example before it is measured. */
export interface Candidate {
  readonly id: string;
  readonly kind: Kind;
  readonly title: string;
  readonly query: string;
  readonly passages: ReadonlyArray<{ readonly text: string; readonly id?: string; readonly answer: boolean }>;
}

/** Those of candidates.json: short passages with invented names; the first of each answers. */
export function written(): Candidate[] {
  const all = JSON.parse(readFileSync(resolve(root, 'web/scripts/recording/candidates.json'), 'utf8')) as ReadonlyArray<
    Pick<Candidate, 'kind' | 'title' | 'query'> & { passages: readonly string[] }
  >;
  return all.map(({ passages, ...rest }) => ({
    ...rest,
    id: slug(rest.title),
    passages: passages.map((text, i) => ({ text, answer: i === 0 })),
  }));
}

const kinds: Readonly<Record<string, Kind>> = {
  negation: 'negation',
  'near-duplicate-plan': 'condition',
  'numbers-and-versions': 'number',
  'other-words-same-meaning': 'words',
  'partial-answer': 'condition',
  plain: 'plain',
  'same-words-other-meaning': 'sense',
  'who-does-what-to-whom': 'who',
};

/** A line of samples/help-centre/measured.jsonl: what the library's encoders make of a query over the whole sample. */
export interface Measured {
  readonly query: string;
  readonly kind: string;
  readonly biEncoderFirst: { readonly passage: string };
  readonly crossEncoderFirst: { readonly passage: string };
  readonly judged: ReadonlyArray<{
    readonly passage: string;
    readonly grade: number;
    readonly biEncoderRank: number;
    readonly crossEncoderRank: number;
  }>;
}

/** The sample's queries, by id. */
export function sampleQueries(): ReadonlyMap<string, string> {
  return new Map(lines<{ _id: string; text: string }>('samples/help-centre/queries.jsonl').map((q) => [q._id, q.text]));
}

/** The sample's passages as the models read them, by id. */
export function sampleCorpus(): ReadonlyMap<string, string> {
  return new Map(
    lines<{ _id: string; title: string; text: string }>('samples/help-centre/corpus.jsonl').map((d) => [d._id, `${d.title}. ${d.text}`]),
  );
}

/** Queries of the help-centre sample, each with a full answer and so many judged passages near it that are none, all of them short. */
export function judged(decoys: number, longest: number): Candidate[] {
  const [queries, corpus] = [sampleQueries(), sampleCorpus()];
  return lines<Measured>('samples/help-centre/measured.jsonl').flatMap(({ query, kind, judged }) => {
    const near = judged.filter(({ passage }) => corpus.get(passage)!.length <= longest).sort((a, b) => a.biEncoderRank - b.biEncoderRank);
    const answer = near.find(({ grade }) => grade === 3);
    const others = near.filter(({ grade }) => grade <= 1).slice(0, decoys);
    if (answer === undefined || others.length < decoys) return [];
    const passages = [answer, ...others].map(({ passage }) => ({
      id: passage,
      text: corpus.get(passage)!.replace(/\s*\n\s*/g, ' '),
      answer: passage === answer.passage,
    }));
    return [{ id: query, kind: kinds[kind]!, title: queries.get(query)!, query: queries.get(query)!, passages }];
  });
}

/** Scores a candidate with both models; its passages are put into the bi-encoder's order. */
export async function measure(models: Models, { passages, ...candidate }: Candidate): Promise<Example> {
  const query = await models.query(candidate.query);
  const scored = [];
  for (const passage of passages) {
    const [embedded, pair] = [await models.passage(passage.text), await models.score(candidate.query, passage.text)];
    const similarity = models.similarity(query, embedded.vector);
    scored.push({ ...passage, similarity, logit: pair.logit, tokens: [embedded.tokens, pair.tokens] as const });
  }
  scored.sort((a, b) => b.similarity - a.similarity);
  const before = 1 + scored.findIndex(({ answer }) => answer);
  const after = 1 + [...scored].sort((a, b) => b.logit - a.logit).findIndex(({ answer }) => answer);
  return { ...candidate, outcome: outcomeOf(before, after), before, after, passages: scored };
}

export function tallyOf(examples: readonly Example[]): Tally {
  const first = (place: 'before' | 'after') => examples.filter((example) => example[place] === 1).length;
  return { of: examples.length, biEncoder: first('before'), crossEncoder: first('after') };
}

export function outcomesOf(examples: readonly Example[]): Record<Outcome, number> {
  const count = { found: 0, closer: 0, both: 0, same: 0, farther: 0, lost: 0 };
  for (const { outcome } of examples) count[outcome]++;
  return count;
}

/** How clearly the two orders differ: the smallest distance between neighbours, in each model's own spread. */
export function clarity({ passages }: Example): number {
  const gap = (scores: readonly number[]) => {
    const sorted = [...scores].sort((a, b) => b - a);
    const gaps = sorted.slice(1).map((score, i) => sorted[i]! - score);
    return Math.min(...gaps) / (sorted[0]! - sorted.at(-1)!);
  };
  return Math.min(gap(passages.map(({ similarity }) => similarity)), gap(passages.map(({ logit }) => logit)));
}

/** How many places passages have moved, as a share of the most there could be (Spearman's footrule). */
export function movement({ passages }: Example): number {
  const after = [...passages].sort((a, b) => b.logit - a.logit);
  const moved = passages.reduce((sum, passage, place) => sum + Math.abs(after.indexOf(passage) - place), 0);
  return moved / Math.floor(passages.length ** 2 / 2);
}

function slug(title: string): string {
  return title
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');
}
