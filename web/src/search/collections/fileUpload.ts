import { megabytes } from '../../ui/figures';
import type { UploadProgress, UploadReport } from '../server/contract';
import { ServerError, sentenceOf } from '../server/serverError';
import type { ChosenFile } from './droppedFiles';

/** The largest file that the server's readers take (docs/reading.md). */
export const mostBytes = 64 * 1024 * 1024;

/** How long the page waits by itself when the server has too much to do, and how often for one file. */
const mostSeconds = 60;
const mostTries = 5;

/** A file, or a record of one, that could not be read. */
export interface FileProblem {
  readonly path: string;
  readonly line: number | null;
  readonly reason: string;
}

/** How far the sending is. */
export interface UploadState {
  readonly files: number;
  readonly totalFiles: number;
  readonly added: number;
  readonly replaced: number;
  readonly unchanged: number;
  readonly passages: number;
  /** The file that is being sent; null at the end. */
  readonly current: string | null;
  /** Passages of that file that are embedded. */
  readonly embedded: number;
  readonly problems: readonly FileProblem[];
  /** Files without a problem of which something was left out or changed. */
  readonly notes: readonly FileProblem[];
}

type Send = (path: string, file: Blob, onProgress: (progress: UploadProgress) => void, signal: AbortSignal) => Promise<UploadReport>;

/**
 * Sends files one after the other. A file that the server refuses is a problem of that file, and the next is sent; what no file could pass
 * (the server is gone, the key does not allow it, the disk is full) ends it.
 */
export async function uploadFiles(
  files: readonly ChosenFile[],
  send: Send,
  wait: (seconds: number, signal: AbortSignal) => Promise<void>,
  onState: (state: UploadState) => void,
  signal: AbortSignal,
): Promise<UploadState> {
  const problems: FileProblem[] = [];
  const notes: FileProblem[] = [];
  let state: UploadState = {
    files: 0,
    totalFiles: files.length,
    added: 0,
    replaced: 0,
    unchanged: 0,
    passages: 0,
    current: null,
    embedded: 0,
    problems,
    notes,
  };
  const tell = (more: Partial<UploadState>) => onState((state = { ...state, ...more }));
  for (const { path, file } of files) {
    signal.throwIfAborted();
    tell({ current: path, embedded: 0 });
    if (file.size > mostBytes) {
      problems.push({
        path,
        line: null,
        reason: `It has ${megabytes(file.size)}; the limit for one file is ${megabytes(mostBytes)}. Split it.`,
      });
    } else {
      try {
        const report = await withPatience(() => send(path, file, ({ embedded }) => tell({ embedded }), signal), wait, signal);
        problems.push(...report.problems.map(({ path, line, reason }) => ({ path, line, reason })));
        notes.push(...report.notes.map(({ path, line, message }) => ({ path, line, reason: message })));
        tell({
          added: state.added + report.added,
          replaced: state.replaced + report.replaced,
          unchanged: state.unchanged + report.unchanged,
          passages: state.passages + report.passages,
        });
      } catch (error) {
        if (!(error instanceof ServerError) || ![400, 413, 415, 422].includes(error.problem.status)) throw error;
        problems.push({ path, line: error.problem.line ?? null, reason: sentenceOf(error) });
      }
    }
    tell({ files: state.files + 1 });
  }
  tell({ current: null, embedded: 0 });
  return state;
}

async function withPatience<T>(
  call: () => Promise<T>,
  wait: (seconds: number, signal: AbortSignal) => Promise<void>,
  signal: AbortSignal,
): Promise<T> {
  for (let tries = 1; ; tries++) {
    try {
      return await call();
    } catch (error) {
      const seconds = error instanceof ServerError && error.problem.status === 429 ? error.problem.retryAfterSeconds : undefined;
      if (typeof seconds !== 'number' || seconds > mostSeconds || tries >= mostTries) throw error;
      await wait(seconds, signal);
    }
  }
}

/** A collection's name made of any text; empty when nothing of it can be in one. */
export function nameFrom(text: string): string {
  return text
    .normalize('NFKD')
    .toLowerCase()
    .replaceAll(/\p{M}+/gu, '')
    .replaceAll(/[^a-z0-9._]+/g, '-')
    .replaceAll(/^[^a-z0-9]+|[^a-z0-9_]+$/g, '')
    .slice(0, 64)
    .replaceAll(/[^a-z0-9_]+$/g, '');
}
