import { all, type Example } from '../recorded/recorded';

/** A round: the query, its passages in an order that tells nothing, and what each reader picked. */
export interface Round {
  readonly id: string;
  readonly query: string;
  readonly passages: readonly string[];
  /** Places among the passages. */
  readonly answer: number;
  readonly biEncoder: number;
  readonly crossEncoder: number;
}

/** The ten rounds, of recorded results. */
export const rounds: readonly Round[] = all.rounds.map(roundOf);

/** How many a reader got right. */
export function scoreOf(picks: readonly number[]): number {
  return picks.filter((pick, i) => pick === rounds[i]!.answer).length;
}

/** The picks of a game as they are in its link: a digit a round. */
export function packPicks(picks: readonly number[]): string {
  return picks.join('');
}

/** Reads {@link packPicks}; null where it is of no whole game. */
export function unpackPicks(text: string): number[] | null {
  const picks = Array.from(text, Number);
  return picks.length === rounds.length && picks.every((pick, i) => pick < rounds[i]!.passages.length) ? picks : null;
}

function roundOf({ id, query, passages }: Example): Round {
  // Recorded in the bi-encoder's order, which would tell; in the order of their ids they stand as the sample has them.
  const shown = [...passages].sort((a, b) => (a.id! < b.id! ? -1 : 1));
  const best = (value: (passage: (typeof shown)[number]) => number) =>
    shown.reduce((top, one, i) => (value(one) > value(shown[top]!) ? i : top), 0);
  return {
    id,
    query,
    passages: shown.map(({ text }) => text),
    answer: shown.findIndex(({ answer }) => answer),
    biEncoder: best(({ similarity }) => similarity),
    crossEncoder: best(({ logit }) => logit),
  };
}
