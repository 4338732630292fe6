// Writes src/compare/scenarios/scenarios.json from samples/help-centre. Nothing of the measured ones is chosen by hand:
//   of each kind of query on which the two encoders' first passages (of all 316) have different grades, the query on which the order of
//   its judged passages differs most; and last the query on which it differs least.
import { readFileSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = resolve(import.meta.dirname, '../..');
const target = resolve(root, 'web/src/compare/scenarios/scenarios.json');
const mostShown = 8; // Passages of a scenario; queries with more judged ones make none.
const titles = {
  negation: 'Negation',
  'near-duplicate-plan': 'The same page for another plan',
  'numbers-and-versions': 'Numbers and versions',
  'other-words-same-meaning': 'Other words, the same meaning',
  'partial-answer': 'Half an answer',
  plain: 'A plain question',
  'same-words-other-meaning': 'The same words, another meaning',
  'who-does-what-to-whom': 'Who does what to whom',
};

// The one that `lodestone compare` shows first (src/Lodestone.Cli/Comparing/Scenario.cs).
const pricing = {
  title: 'Free plan, API access',
  query: 'Does the free plan include API access?',
  note: 'Both passages share words with the question; one of them answers it.',
  passages: [
    { text: 'Our pricing has free, pro and enterprise plans, billed monthly.' },
    { text: 'API access is available on every plan, including the free tier.' },
  ],
};

export function makeScenarios() {
  const corpus = new Map(lines('corpus.jsonl').map((d) => [d._id, `${d.title}. ${d.text}`]));
  const queries = new Map(lines('queries.jsonl').map((q) => [q._id, q.text]));
  const measured = lines('measured.jsonl')
    .filter((m) => m.judged.length <= mostShown)
    .map((m) => ({ ...m, distance: distance(m) }));
  const differing = measured.filter((m) => m.biEncoderFirst.grade !== m.crossEncoderFirst.grade);
  const most = new Map();
  for (const m of differing) {
    if (!most.has(m.kind) || m.distance > most.get(m.kind).distance) most.set(m.kind, m);
  }
  const furthest = [...most.values()].sort((a, b) => b.distance - a.distance || (a.query < b.query ? -1 : 1));
  const agreeing = measured.reduce((least, m) => (m.distance < least.distance ? m : least));
  return [pricing, ...furthest.map((m) => scenario(m, titles[m.kind])), scenario(agreeing, 'Where both agree')];

  function scenario(m, title) {
    return {
      title,
      query: queries.get(m.query),
      note:
        `Help-centre sample, ${m.query}. Of all ${corpus.size} passages ${firsts(m)}. ` +
        `Shown are the ${m.judged.length} that were judged.`,
      passages: [...m.judged]
        .sort((a, b) => a.biEncoderRank - b.biEncoderRank)
        .map(({ passage, grade }) => ({ id: passage, grade, text: corpus.get(passage).replace(/\n{2,}/g, '\n') })),
    };
  }
}

/** How far the two orders are apart: the places that passages have moved (Spearman's footrule), as a share of the most there could be. */
function distance({ judged }) {
  const by = (rank) => [...judged].sort((a, b) => a[rank] - b[rank]).map((j) => j.passage);
  const [bi, cross] = [by('biEncoderRank'), by('crossEncoderRank')];
  const moved = cross.reduce((sum, passage, place) => sum + Math.abs(bi.indexOf(passage) - place), 0);
  return moved / Math.floor((judged.length * judged.length) / 2);
}

function firsts({ biEncoderFirst: bi, crossEncoderFirst: cross }) {
  return bi.passage === cross.passage
    ? `both put the same one first, ${graded(bi)}`
    : `the bi-encoder put ${graded(bi)} first, the cross-encoder ${graded(cross)}`;
}

function graded({ grade }) {
  const words = ['a wrong one', 'one that is only related', 'one that answers most of it', 'one that answers it'];
  return words[grade] ?? 'one that nobody judged';
}

function lines(file) {
  return readFileSync(resolve(root, 'samples/help-centre', file), 'utf8')
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line));
}

if (process.argv[1] === fileURLToPath(import.meta.url)) writeFileSync(target, `${JSON.stringify(makeScenarios(), null, 2)}\n`);
