import type { Example, Kind, Recorded } from '../../src/recorded/recorded';
import { type Candidate, clarity, movement, tallyOf } from './examples';

// The rules by which examples are chosen. They look at measured results alone, and each is the same for wins and losses.

/** Of the examples with four passages the answer of which goes from last to first, the one with the most movement, then the clearest. */
export function opening(examples: readonly Example[]): Example {
  const whole = examples.filter(({ passages, before, after }) => passages.length === 4 && before === 4 && after === 1);
  if (whole.length === 0) throw new Error('No example moves the answer from last to first. Write one into candidates.json.');
  return best(whole, (example) => movement(example) + clarity(example));
}

/** Of each group of outcomes the furthest moves, each of another kind, and as many wins as ties and losses together. */
export function gallery(examples: readonly Example[], shownFirst: Example): Example[] {
  const group = (outcomes: readonly string[], most: number) => {
    const taken: Example[] = [];
    const rest = examples.filter((example) => outcomes.includes(example.outcome) && example.id !== shownFirst.id);
    const order = rest.sort((a, b) => Math.abs(b.before - b.after) - Math.abs(a.before - a.after) || movement(b) - movement(a));
    for (const example of order) {
      if (taken.length < most && !taken.some(({ kind }) => kind === example.kind)) taken.push(example);
    }
    return taken;
  };
  const [wins, losses] = [group(['found'], 4), group(['lost', 'farther'], 2)];
  // The pair that the command line shows first is a tie, and stays one of those shown.
  const pair = examples.find(({ id }) => id === 'free-plan-api-access');
  const ties = group(['both', 'same'], 2).filter(({ id }) => id !== pair?.id);
  return [...wins, ...(pair === undefined ? [] : [pair]), ...ties.slice(0, 1), ...losses];
}

/** The kinds for beside the editor: the three on which the cross-encoder gains most, and the one on which it is right least often. */
export function tricky(examples: readonly Example[], not: readonly string[]): Recorded['tricky'] {
  const kinds = [...new Set(examples.map(({ kind }) => kind))].filter((kind) => kind !== 'plain');
  const of = (kind: Kind) => examples.filter((example) => example.kind === kind);
  const tallies = kinds.map((kind) => ({ kind, tally: tallyOf(of(kind)) })).filter(({ tally }) => tally.of >= 4);
  const gain = ({ tally }: (typeof tallies)[number]) => (tally.crossEncoder - tally.biEncoder) / tally.of;
  const share = ({ tally }: (typeof tallies)[number]) => tally.crossEncoder / tally.of;
  const worst = tallies.reduce((a, b) => (share(b) < share(a) ? b : a));
  const resolved = tallies
    .filter((one) => one !== worst)
    .sort((a, b) => gain(b) - gain(a))
    .slice(0, 3);
  return [
    ...resolved.map(({ kind, tally }) => {
      const found = of(kind).filter(({ outcome }) => outcome === 'found');
      const others = found.filter(({ id }) => !not.includes(id));
      if (found.length === 0) throw new Error(`No further example of the kind ${kind} is resolved. Write one into candidates.json.`);
      return { ...best(others.length > 0 ? others : found, ({ before, after }) => before - after), resolved: true, tally };
    }),
    {
      ...best(
        of(worst.kind).filter(({ after }) => after > 1),
        ({ after }) => after,
      ),
      resolved: false,
      tally: worst.tally,
    },
  ];
}

/** Rounds of the game, by no result at all: of each kind in turn the next query of the sample, in the order of its ids. */
export function rounds(candidates: readonly Candidate[], count: number): Candidate[] {
  const queues = new Map<Kind, Candidate[]>();
  for (const candidate of candidates) queues.set(candidate.kind, [...(queues.get(candidate.kind) ?? []), candidate]);
  const chosen: Candidate[] = [];
  while (chosen.length < count) {
    const before = chosen.length;
    for (const queue of queues.values()) {
      const next = queue.shift();
      if (next !== undefined && chosen.length < count) chosen.push(next);
    }
    if (chosen.length === before) throw new Error(`The sample has rounds for ${before} of ${count}.`);
  }
  return chosen;
}

function best(examples: readonly Example[], value: (example: Example) => number): Example {
  return examples.reduce((a, b) => (value(b) > value(a) ? b : a));
}
