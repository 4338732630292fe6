import { expect, test } from 'vitest';
import { mostBytes, nameFrom, type UploadState, uploadFiles } from '../../../src/search/collections/fileUpload';
import type { UploadReport } from '../../../src/search/server/contract';
import { NoServerError, ServerError } from '../../../src/search/server/serverError';

const file = (path: string, size = 3) => ({ path, file: { size } as File });

function report(more: Partial<UploadReport> = {}): UploadReport {
  return {
    type: 'report',
    added: 1,
    replaced: 0,
    unchanged: 0,
    superseded: 0,
    supersededIds: [],
    passages: 2,
    embedded: 2,
    tokensDropped: 0,
    milliseconds: 1,
    sequence: 1,
    withoutWords: [],
    problems: [],
    notes: [],
    ...more,
  };
}

const refused = (status: number, retryAfterSeconds?: number) =>
  new ServerError({
    type: 'about:blank',
    title: '',
    status,
    detail: `status ${status}`,
    ...(retryAfterSeconds === undefined ? {} : { retryAfterSeconds }),
  });

const patient = () => Promise.resolve();

test('uploadFiles_SomeRefused_SendsTheRestAndNamesThem', async () => {
  const states: UploadState[] = [];
  const problem = { path: 'b.pdf', line: 3, kind: 'malformed', reason: 'It is broken.' } as const;
  const end = await uploadFiles(
    [file('a.txt'), file('b.pdf'), file('bad name'), file('large', mostBytes + 1), file('c.txt')],
    (path, _, onProgress) => {
      onProgress({ type: 'progress', documents: 0, passages: 0, embedded: 7 });
      if (path === 'bad name') return Promise.reject(refused(422));
      return Promise.resolve(path === 'b.pdf' ? report({ added: 0, passages: 0, problems: [problem] }) : report());
    },
    patient,
    (state) => states.push(state),
    new AbortController().signal,
  );
  expect(end).toMatchObject({ files: 5, totalFiles: 5, added: 2, passages: 4, current: null });
  expect(end.problems.map(({ path, line }) => [path, line])).toEqual([
    ['b.pdf', 3],
    ['bad name', null],
    ['large', null],
  ]);
  expect(states.some(({ current, embedded }) => current === 'a.txt' && embedded === 7)).toBe(true);
});

test.each([refused(401), refused(403), refused(507), refused(503), new NoServerError('gone')])('uploadFiles_%s_EndsIt', async (failure) => {
  const sent: string[] = [];
  const sending = uploadFiles(
    [file('a'), file('b')],
    (path) => {
      sent.push(path);
      return Promise.reject(failure);
    },
    patient,
    () => undefined,
    new AbortController().signal,
  );
  await expect(sending).rejects.toBe(failure);
  expect(sent).toEqual(['a']);
});

test('uploadFiles_ServerBusy_WaitsAsLongAsItSaysAndTriesAgain', async () => {
  const waits: number[] = [];
  const answers = [refused(429, 4), refused(429, 9), report()];
  const end = await uploadFiles(
    [file('a')],
    () => {
      const next = answers.shift()!;
      return next instanceof ServerError ? Promise.reject(next) : Promise.resolve(next);
    },
    (seconds) => {
      waits.push(seconds);
      return Promise.resolve();
    },
    () => undefined,
    new AbortController().signal,
  );
  expect([end.added, waits]).toEqual([1, [4, 9]]);
});

test('uploadFiles_Stopped_SendsNoMore', async () => {
  const stop = new AbortController();
  const sending = uploadFiles(
    [file('a'), file('b')],
    () => {
      stop.abort();
      return Promise.resolve(report());
    },
    patient,
    () => undefined,
    stop.signal,
  );
  await expect(sending).rejects.toMatchObject({ name: 'AbortError' });
});

test.each([
  ['Handbook 2024', 'handbook-2024'],
  ['Übersicht (neu).pdf', 'ubersicht-neu-.pdf'],
  ['..//..', ''],
  ['日本', ''],
  ['-_a.', 'a'],
  [`${'x'.repeat(63)}--y`, 'x'.repeat(63)],
])('nameFrom_%j_IsAName', (text, name) => {
  expect(nameFrom(text)).toBe(name);
});
