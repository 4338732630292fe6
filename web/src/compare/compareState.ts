import type { Comparison } from '../engine/comparing/comparison';

/**
 * How far the page is with the text that is written on it. `latest` is the last comparison that was drawn, of this text or of the one
 * before; what a phase holds (a timer, a run) ends when the phase is left.
 */
export type CompareState =
  /** Nothing is written yet. */
  | { readonly phase: 'blank'; readonly latest: Comparison | null }
  /** The text was edited, and the page waits for the next key. */
  | { readonly phase: 'edited'; readonly latest: Comparison | null; readonly timer: number }
  /** `latest` is of this run once it is `fresh`. */
  | { readonly phase: 'comparing'; readonly latest: Comparison | null; readonly running: AbortController; readonly fresh: boolean }
  | { readonly phase: 'compared'; readonly latest: Comparison }
  /** What is written cannot be compared. */
  | { readonly phase: 'refused'; readonly latest: Comparison | null; readonly sentence: string }
  /** The visitor has stopped the comparison; `latest` has what was scored. */
  | { readonly phase: 'ended'; readonly latest: Comparison | null }
  /** The models do not run. */
  | { readonly phase: 'stopped'; readonly latest: Comparison | null; readonly sentence: string };

/** What happens to a page. An event of a run counts only while that run is the one in hand. */
export type CompareEvent =
  | { readonly type: 'cleared' | 'ended' }
  | { readonly type: 'edited'; readonly timer: number }
  | { readonly type: 'started'; readonly running: AbortController }
  | { readonly type: 'progressed' | 'finished'; readonly running: AbortController; readonly comparison: Comparison }
  | { readonly type: 'refused' | 'stopped'; readonly running: AbortController; readonly sentence: string };

/** The state after an event; the same one when the event is of a run that was given up. */
export function nextState(state: CompareState, event: CompareEvent): CompareState {
  const { latest } = state;
  switch (event.type) {
    case 'cleared':
      return { phase: 'blank', latest };
    case 'ended':
      return state.phase === 'comparing' ? { phase: 'ended', latest } : state;
    case 'edited':
      return { phase: 'edited', latest, timer: event.timer };
    case 'started':
      return { phase: 'comparing', latest, running: event.running, fresh: false };
    default:
      return state.phase === 'comparing' && state.running === event.running ? afterRun(state, event) : state;
  }
}

function afterRun(
  { latest, running }: CompareState & { phase: 'comparing' },
  event: Exclude<CompareEvent, { type: 'cleared' | 'ended' | 'edited' | 'started' }>,
): CompareState {
  switch (event.type) {
    case 'progressed':
      return { phase: 'comparing', latest: event.comparison, running, fresh: true };
    case 'finished':
      return { phase: 'compared', latest: event.comparison };
    case 'refused':
    case 'stopped':
      return { phase: event.type, latest, sentence: event.sentence };
  }
}

/** Ends what the state before held and the state after does not. A run that has come to its end is not given up. */
export function leave(before: CompareState, after: CompareState): void {
  if (before.phase === 'edited' && after !== before) clearTimeout(before.timer);
  const givenUp =
    after.phase === 'blank' || after.phase === 'ended' || after.phase === 'edited' || (after.phase === 'comparing' && !after.fresh);
  if (before.phase === 'comparing' && givenUp && after !== before)
    before.running.abort(new DOMException('The text was changed.', 'AbortError'));
}

/** What is still to be written before there is anything to rank; null when all is there. */
export function notYet(query: string, noPassages: boolean): string | null {
  if (query.trim() === '') return noPassages ? 'Write a query, and paste or drop some passages.' : 'Now write a query.';
  return noPassages ? 'Now paste or drop some passages.' : null;
}

/** Why a state has no result, for where the verdict would be; null when it has one, or may yet have one. */
export function noResult(state: CompareState, awaited: string | null = null): { readonly title: string; readonly more: string } | null {
  // Results of another text are faded; where there are none, or the models do not run, nothing is said of them.
  const faded = hasScores(state.latest) ? 'Faded results are from the previous text.' : '';
  switch (state.phase) {
    case 'blank':
      return { title: awaited ?? 'Write a query, and paste or drop some passages.', more: '' };
    case 'ended':
      return { title: 'Stopped.', more: hasScores(state.latest) ? 'Below is what was scored until then.' : '' };
    case 'refused':
      // Why is said beside the passages, once.
      return { title: 'There is no result.', more: faded };
    case 'stopped':
      return { title: 'The models do not run, so nothing is ranked.', more: state.sentence };
    default:
      return null;
  }
}

/** Whether a comparison has anything that looks like a result. */
export function hasScores(comparison: Comparison | null): boolean {
  return (
    comparison !== null &&
    comparison.passages.some(({ biEncoder, crossEncoder }) => biEncoder.state === 'scored' || crossEncoder.state === 'scored')
  );
}
