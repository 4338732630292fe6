import { expect, test } from 'vitest';
import { privacySentence } from '../../src/app/privacy';
import type { EngineStatus } from '../../src/engine/engine';

const ready = { phase: 'ready', workers: 2, kept: true, offline: true, milliseconds: 1 } as const;

test('privacySentence_OnlyOnceAllIsLoaded_SaysThatThereIsNoRequest', () => {
  const said = (status: EngineStatus) => privacySentence(status).join(' ');
  const early: EngineStatus[] = [
    { phase: 'loading', loaded: 1, total: 2, kept: false },
    { phase: 'starting' },
    { ...ready, settled: false },
    { phase: 'failed', sentence: 'No.' },
  ];
  for (const status of early) expect(said(status)).not.toContain('no request at all');
  expect(said({ ...ready, settled: true })).toContain('from now on the page makes no request at all');
});
