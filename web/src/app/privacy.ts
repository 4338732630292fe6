import type { EngineStatus } from '../engine/engine';

/**
 * What a page that sends nothing says of it: the heavy part first. That there is no request at all is said when it is true, not before:
 * while a page can already be used, workers and the page's own copy for use offline are still fetched.
 */
export function privacySentence(status: EngineStatus): readonly [strong: string, rest: string] {
  const here = 'Both models run in your browser.';
  const rest =
    status.phase === 'ready' && status.settled
      ? `${here} Everything is loaded: from now on the page makes no request at all.`
      : `${here} It fetches only its own files; queries and passages are in no request.`;
  return ['Nothing leaves this page.', status.phase === 'failed' ? 'Your text stays in it.' : rest];
}
