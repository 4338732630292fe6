import { Comparer } from './comparing/comparer';
import { EngineError, sentenceFor } from './engineError';
import type { Answer, Job } from './inference/protocol';
import { WorkerPool, type Done } from './inference/workerPool';
import { FileStore } from './loading/fileStore';
import { allFiles, biEncoderName, crossEncoderName, readModel, readTokenizer, runtime, type ModelName, type ModelParts } from './loading/modelSource';
import { demandWebAssembly, workerCount } from './platform';

/** What the engine is at. */
export type EngineStatus =
  | { readonly phase: 'loading'; readonly loaded: number; readonly total: number; readonly kept: boolean }
  | { readonly phase: 'starting' }
  | { readonly phase: 'ready'; readonly workers: number; readonly settled: boolean; readonly kept: boolean; readonly offline: boolean;
      readonly milliseconds: number }
  | { readonly phase: 'failed'; readonly sentence: string };

/** How long the first answers may keep the workers from loading their second model. */
const secondLoadAfter = 1_500;

/**
 * Both encoders, in workers of this page. Each worker is to have both models; at first one loads the bi-encoder while another loads the
 * cross-encoder, so that answers begin as early as they can, and the rest follows when those are given.
 */
export class Engine {
  readonly comparer: Comparer;
  private readonly pool: WorkerPool;
  private readonly store: FileStore;
  private readonly loadedBytes = new Map<string, { loaded: number; kept: boolean }>();
  private idle: (() => void) | undefined;
  private state: EngineStatus = { phase: 'loading', loaded: 0, total: 0, kept: true };

  /** @param keepPage Keeps the page itself for use offline, and gives whether it could. */
  constructor(private readonly keepPage: () => Promise<boolean>, private readonly onStatus: (status: EngineStatus) => void) {
    const create = () => new Worker(new URL('./inference/worker.ts', import.meta.url), { type: 'module', name: 'lodestone-encoder' });
    this.pool = new WorkerPool(workerCount(), create, () => this.idle?.(), ({ message }) => this.tell({ phase: 'failed', sentence: message }));
    this.comparer = new Comparer((job, signal) => this.pool.run(job, signal));
    this.store = new FileStore(({ file, loaded, kept }) => {
      this.loadedBytes.set(file.sha256, { loaded, kept });
      this.tell(this.loading());
    });
  }

  get status(): EngineStatus {
    return this.state;
  }

  run<J extends Job>(job: J, signal?: AbortSignal): Promise<Done<Answer<J>>> {
    return this.pool.run(job, signal);
  }

  /** Loads everything; jobs given before wait for their model. It never throws: what went wrong is the status. */
  async load(): Promise<void> {
    const began = performance.now();
    try {
      demandWebAssembly();
      this.tell(this.loading());
      const [first, second] = [0, Math.min(1, this.pool.size - 1)];
      const started = this.store.get(runtime).then((wasm) => this.pool.start(wasm, 1));
      const taught = readTokenizer(this.store, biEncoderName).then((tokenizer) => this.pool.teach(tokenizer));
      const load = async (name: ModelName, worker: number) => {
        const [parts] = await Promise.all([readModel(this.store, name), started, taught]);
        if (this.loading().loaded >= this.loading().total)
          this.tell({ phase: 'starting' });
        await this.pool.load(worker, parts);
        return parts;
      };
      const models = await Promise.all([load(biEncoderName, first), load(crossEncoderName, second)]);
      const milliseconds = performance.now() - began;
      this.tell({ phase: 'ready', workers: this.pool.size, settled: false, kept: false, offline: false, milliseconds });
      await this.whenIdle();
      await this.loadRest(models);
      const kept = await this.store.keep(allFiles);
      const offline = (await this.keepPage()) && kept;
      this.tell({ phase: 'ready', workers: this.pool.size, settled: true, kept, offline, milliseconds });
    } catch (error) {
      this.pool.fail(error instanceof EngineError ? error : new EngineError(sentenceFor(error)));
    }
  }

  private async loadRest(models: readonly ModelParts[]): Promise<void> {
    const loads: Array<Promise<void>> = [];
    for (let worker = 0; worker < this.pool.size; worker++) {
      for (const parts of models) {
        if (!this.pool.has(worker, parts.name))
          loads.push(this.pool.load(worker, parts));
      }
    }
    const failed = (await Promise.allSettled(loads)).find((load) => load.status === 'rejected');
    // A worker that has no room for its second model is given up; the others do its work, if together they have both.
    if (failed !== undefined && !models.every((parts) => this.anyHas(parts.name)))
      throw failed.reason;
  }

  private anyHas(model: ModelName): boolean {
    return Array.from({ length: this.pool.size }, (_, worker) => this.pool.has(worker, model)).includes(true);
  }

  private whenIdle(): Promise<void> {
    return new Promise((resolve) => {
      this.idle = () => { this.idle = undefined; resolve(); };
      setTimeout(() => this.idle?.(), secondLoadAfter);
      // Answers that are asked for by what just became ready come first.
      setTimeout(() => { if (this.pool.idle) this.idle?.(); }, 50);
    });
  }

  private loading(): EngineStatus & { phase: 'loading' } {
    let [loaded, kept] = [0, true];
    for (const file of this.loadedBytes.values()) {
      loaded += file.loaded;
      kept &&= file.kept;
    }
    return { phase: 'loading', loaded, total: allFiles.reduce((sum, file) => sum + file.bytes, 0), kept };
  }

  private tell(status: EngineStatus): void {
    // Files that come in while the first model starts are not news any more, and what has failed stays so.
    if (this.state.phase === 'failed' || (status.phase === 'loading' && this.state.phase !== 'loading'))
      return;
    this.state = status;
    this.onStatus(status);
  }
}
