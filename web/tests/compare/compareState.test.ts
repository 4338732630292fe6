import { expect, test, vi } from 'vitest';
import { type CompareEvent, type CompareState, hasScores, leave, nextState, noResult } from '../../src/compare/compareState';
import { nothingScored } from '../../src/engine/comparing/nothingScored';
import { comparisonOf } from '../comparisons';

const empty: CompareState = { phase: 'blank', latest: null };
const [first, second] = [comparisonOf([[0.9, 2]]), comparisonOf([[0.5, -1]])];

/** The states that a page goes through, each left as the page leaves it. */
function through(...events: readonly CompareEvent[]): CompareState {
  return events.reduce((state, event) => {
    const next = nextState(state, event);
    leave(state, next);
    return next;
  }, empty);
}

test('nextState_ARunFromItsStartToItsEnd_IsComparedWithItsResult', () => {
  const running = new AbortController();
  const started = through({ type: 'started', running });
  expect(started).toEqual({ phase: 'comparing', latest: null, running, fresh: false });
  const progressed = nextState(started, { type: 'progressed', running, comparison: first });
  expect(progressed).toEqual({ phase: 'comparing', latest: first, running, fresh: true });
  expect(nextState(progressed, { type: 'finished', running, comparison: second })).toEqual({ phase: 'compared', latest: second });
  expect(running.signal.aborted).toBe(false);
});

test.each(['refused', 'stopped'] as const)('nextState_TheRunIs %s, KeepsTheComparisonBefore', (type) => {
  const [one, two] = [new AbortController(), new AbortController()];
  const compared = [
    { type: 'started', running: one },
    { type: 'finished', running: one, comparison: first },
  ] as const;
  const state = through(...compared, { type: 'started', running: two }, { type, running: two, sentence: 'Too long.' });
  expect(state).toEqual({ phase: type, latest: first, sentence: 'Too long.' });
});

test.each([
  ['an edit', { type: 'edited', timer: 0 }],
  ['another run', { type: 'started', running: new AbortController() }],
  ['an emptied page', { type: 'cleared' }],
] as ReadonlyArray<readonly [string, CompareEvent]>)('nextState_EventsOfARunGivenUpBy %s, ChangeNothing', (_, event) => {
  const running = new AbortController();
  const state = through({ type: 'started', running }, event);
  expect(running.signal.aborted).toBe(true);
  for (const type of ['progressed', 'finished'] as const) expect(nextState(state, { type, running, comparison: first })).toBe(state);
  for (const type of ['refused', 'stopped'] as const) expect(nextState(state, { type, running, sentence: 'Late.' })).toBe(state);
});

test('nextState_EventsAfterTheEndOfARun_ChangeNothing', () => {
  const running = new AbortController();
  const state = through({ type: 'started', running }, { type: 'finished', running, comparison: first });
  expect(nextState(state, { type: 'progressed', running, comparison: second })).toBe(state);
});

test('leave_EditedAgainAndAgain_OneTimerIsLeft', () => {
  vi.useFakeTimers();
  const compare = vi.fn<() => void>();
  through(...Array.from({ length: 3 }, () => ({ type: 'edited', timer: setTimeout(compare, 220) as unknown as number }) as const));
  vi.runAllTimers();
  expect(compare).toHaveBeenCalledOnce();
  vi.useRealTimers();
});

test('noResult_WhileThereIsOneOrMayBe_IsNull', () => {
  const running = new AbortController();
  expect(noResult({ phase: 'comparing', latest: null, running, fresh: false })).toBeNull();
  expect(noResult({ phase: 'compared', latest: first })).toBeNull();
  expect(noResult({ phase: 'edited', latest: first, timer: 0 })).toBeNull();
});

test('noResult_Refused_LeavesTheReasonToTheEditorAndSaysWhatTheFadedResultsAre', () => {
  const sentence = 'The query is too long.';
  expect(noResult({ phase: 'refused', latest: null, sentence })).toEqual({ title: 'There is no result.', more: '' });
  expect(noResult({ phase: 'refused', latest: first, sentence })!.more).toBe('Faded results are from the previous text.');
});

test('hasScores_NothingScoredYet_IsFalse', () => {
  expect(hasScores(nothingScored('q', [{ text: 'a' }]))).toBe(false);
  expect(hasScores(first)).toBe(true);
});
