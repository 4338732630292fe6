import { Comparer } from './comparing/comparer';
import { EngineError, sentenceFor } from './engineError';
import type { Answer, Job } from './inference/protocol';
import { type Done, type WorkerId, WorkerPool } from './inference/workerPool';
import { type FileProgress, FileStore, type TakenFile } from './loading/fileStore';
import { graphFile } from './loading/graphFile';
import { allFiles, biEncoderName, crossEncoderName, type ModelSource, sourceOf } from './loading/modelSource';
import { hasPassed, rememberPassed } from './loading/passedChecks';
import { demandWebAssembly, workerCount } from './platform';

/** What the engine is at. */
export type EngineStatus =
  /** Nothing is loaded or being loaded; `bytes` is what loading would transfer, once. */
  | { readonly phase: 'asleep'; readonly bytes: number }
  | { readonly phase: 'loading'; readonly loaded: number; readonly total: number; readonly kept: boolean }
  | { readonly phase: 'starting' }
  | {
      readonly phase: 'ready';
      readonly workers: number;
      readonly settled: boolean;
      readonly kept: boolean;
      readonly offline: boolean;
      readonly milliseconds: number;
    }
  | { readonly phase: 'failed'; readonly sentence: string };

const biEncoder = sourceOf(biEncoderName);
const crossEncoder = sourceOf(crossEncoderName);
/** What both models and their runtime are, in bytes. */
export const totalBytes = allFiles.reduce((sum, file) => sum + file.bytes, 0);

export const asleep: EngineStatus = { phase: 'asleep', bytes: totalBytes };

/** How long, in milliseconds, the first worker is left alone with what is asked before more is loaded. */
const longestAlone = 1_500;

/**
 * Both encoders, in workers of this page. One worker loads the bi-encoder, gives its first answers, loads the cross-encoder, and gives
 * those; the others start after that. Two that start at once wait for each other, as the engine of the browser compiles for both.
 */
export class Engine {
  readonly comparer: Comparer;
  private readonly pool: WorkerPool;
  /** The worker that gives the first answers. */
  private first: WorkerId = -1;
  private readonly store: FileStore;
  private readonly loadedBytes = new Map<string, { loaded: number; kept: boolean }>();
  private idle: (() => void) | undefined;
  private state: EngineStatus = asleep;
  private begun = false;

  /** @param keepPage Keeps the page itself for use offline, and gives whether it could. */
  constructor(
    private readonly keepPage: () => Promise<boolean>,
    private readonly onStatus: (status: EngineStatus) => void,
  ) {
    const create = () => new Worker(new URL('./inference/worker.ts', import.meta.url), { type: 'module', name: 'lodestone-encoder' });
    const progress = ({ file, loaded, kept }: FileProgress) => {
      this.loadedBytes.set(file.sha256, { loaded, kept });
      this.tell(this.loading());
    };
    this.pool = new WorkerPool({
      create,
      onIdle: () => this.idle?.(),
      onProgress: progress,
      onFail: ({ message }) => this.tell({ phase: 'failed', sentence: message }),
    });
    this.store = new FileStore(progress, document.baseURI);
    this.comparer = new Comparer((job, signal) => this.pool.run(job, signal));
  }

  get status(): EngineStatus {
    return this.state;
  }

  run<J extends Job>(job: J, signal?: AbortSignal): Promise<Done<Answer<J>>> {
    return this.pool.run(job, signal);
  }

  /** Whether all that it would load is in this browser already, so that loading transfers nothing. */
  isKept(): Promise<boolean> {
    return this.store.has(allFiles);
  }

  /**
   * Loads everything, once; jobs given before wait for their model. It never throws: what went wrong is the status. Until it is called
   * the page has transferred no part of a model.
   */
  async load(): Promise<void> {
    if (this.begun) return;
    this.begun = true;
    const began = performance.now();
    try {
      demandWebAssembly();
      this.first = this.pool.add();
      this.tell(this.loading());
      await this.loadFirst();
      const ready = { phase: 'ready', milliseconds: performance.now() - began } as const;
      this.tell({ ...ready, workers: this.pool.size, settled: false, kept: false, offline: false });
      await this.whenIdle();
      // First kept, then read from there by the other workers.
      const kept = await this.pool.keep();
      await this.loadOthers();
      const offline = (await this.keepPage()) && kept;
      this.tell({ ...ready, workers: this.pool.size, settled: true, kept, offline });
    } catch (error) {
      this.pool.fail(error instanceof EngineError ? error : new EngineError(sentenceFor(error)));
    }
  }

  private async loadFirst(): Promise<void> {
    this.pool.start(this.first, 1);
    this.pool.read(this.first, biEncoder);
    // One after the other: what is needed first is not to wait for half of what is needed second.
    const first = this.store.take(biEncoder.files[graphFile]!);
    const second = first.then(() => this.store.take(crossEncoder.files[graphFile]!));
    second.catch(() => undefined);
    await this.loadChecked(biEncoder, await first);
    await this.whenIdle();
    await this.loadChecked(crossEncoder, await second);
  }

  private async loadChecked(model: ModelSource, graph: TakenFile): Promise<void> {
    this.pool.give(this.first, graph);
    await this.pool.load(this.first, model, !hasPassed(model));
    rememberPassed(model);
  }

  /** One that has no room for both models is given up; the first does the work then. */
  private async loadOthers(): Promise<void> {
    const loads: Array<Promise<void>> = [];
    const count = workerCount();
    while (this.pool.size < count) {
      const worker = this.pool.add();
      this.pool.start(worker, 1);
      for (const model of [biEncoder, crossEncoder]) loads.push(this.pool.load(worker, model, false));
    }
    await Promise.allSettled(loads);
  }

  /** Waits until a worker has nothing that it could do, or as long as it may be left alone. */
  private whenIdle(): Promise<void> {
    return new Promise((resolve) => {
      this.idle = () => {
        this.idle = undefined;
        resolve();
      };
      setTimeout(() => this.idle?.(), longestAlone);
      // What is asked for because a model has just become ready comes first.
      setTimeout(() => {
        if (this.pool.idle) this.idle?.();
      });
    });
  }

  private loading(): EngineStatus & { phase: 'loading' } {
    let [loaded, kept] = [0, true];
    for (const file of this.loadedBytes.values()) {
      loaded += file.loaded;
      kept &&= file.kept;
    }
    return { phase: 'loading', loaded, total: totalBytes, kept };
  }

  private tell(status: EngineStatus): void {
    // Files that come in while the first model starts are not news any more, and what has failed stays so.
    const late = status.phase === 'loading' && this.state.phase !== 'loading' && this.state.phase !== 'asleep';
    if (this.state.phase === 'failed' || late) return;
    this.state = status.phase === 'loading' && status.loaded >= status.total ? { phase: 'starting' } : status;
    this.onStatus(this.state);
  }
}
