import { EngineError } from '../engineError';
import type { FileProgress, TakenFile } from '../loading/fileStore';
import { allFiles, type ModelName, type ModelSource, runtime } from '../loading/modelSource';
import type { Answer, Job, Request, Response } from './protocol';
import type { Done, Slot, Waiting, WorkerId } from './slot';

export type { Done, WorkerId } from './slot';

export interface WorkerPoolOptions {
  /** Makes a worker. */
  readonly create: () => Worker;
  /** Called when a worker has nothing that it could do. Default: nothing. */
  readonly onIdle?: () => void;
  /** Told of every part of a graph that has come in. Default: nothing. */
  readonly onProgress?: (progress: FileProgress) => void;
  /** Called once, when no worker is left or {@link WorkerPool.fail} is called, before what waits is refused. Default: nothing. */
  readonly onFail?: (reason: EngineError) => void;
}

/**
 * Workers that each run one job at a time, for one queue. A job goes to the first idle worker that has its model; until one has, it waits.
 * A job whose signal is aborted before its turn is never run; one that is running ends, and its answer is used.
 */
export class WorkerPool {
  /** The workers that are alive, oldest first. */
  private readonly slots = new Map<WorkerId, Slot>();
  private readonly queue: Waiting[] = [];
  private nextWorker: WorkerId = 0;
  private nextJob = 0;
  private failure: EngineError | undefined;

  constructor(private readonly options: WorkerPoolOptions) {}

  /** Workers that are alive. */
  get size(): number {
    return this.slots.size;
  }

  /** Whether a worker has nothing that it could do. */
  get idle(): boolean {
    return [...this.slots.values()].some((slot) => slot.current === undefined && !this.queue.some(({ job }) => slot.models.has(job.model)));
  }

  /** Opens one more worker. */
  add(): WorkerId {
    const worker = this.nextWorker++;
    this.slots.set(worker, this.open(worker, this.options.create()));
    return worker;
  }

  /** Starts ONNX Runtime in a worker, with so many threads of its own. */
  start(worker: WorkerId, threads: number): void {
    const slot = this.slots.get(worker);
    if (slot !== undefined) this.post(slot, { type: 'start', runtime, base: document.baseURI, threads });
  }

  /** Has a worker read what it needs of a model, besides its graph, that it is to load later. */
  read(worker: WorkerId, model: ModelSource): void {
    const slot = this.slots.get(worker);
    if (slot !== undefined) this.post(slot, { type: 'read', model });
  }

  /** Hands a file over to a worker: read by the page's thread, it is there when the worker has started. */
  give(worker: WorkerId, taken: TakenFile): void {
    this.slots.get(worker)?.worker.postMessage({ type: 'give', taken } satisfies Request, [taken.bytes]);
  }

  /** Has the workers keep the files that they have downloaded, and drop those of other versions; gives whether they could. */
  async keep(): Promise<boolean> {
    const kept = Array.from(
      this.slots.values(),
      (slot) =>
        new Promise<boolean>((resolve) => {
          slot.onKept = resolve;
          this.post(slot, { type: 'keep', all: allFiles });
        }),
    );
    return (await Promise.all(kept)).every((all) => all);
  }

  /** Loads a model into a worker. It fails alone: the others go on, unless none is left. */
  load(worker: WorkerId, model: ModelSource, check = true): Promise<void> {
    const slot = this.slots.get(worker);
    return new Promise((resolve, reject) => {
      if (slot === undefined) return reject(this.failure ?? new EngineError('A worker of this page stopped. Reload the page.'));
      slot.loads.set(model.name, { resolve, reject });
      this.post(slot, { type: 'load', model, check });
    });
  }

  run<J extends Job>(job: J, signal?: AbortSignal): Promise<Done<Answer<J>>> {
    return new Promise((resolve, reject) => {
      if (this.failure !== undefined) return reject(this.failure);
      if (signal?.aborted) return reject(signal.reason as Error);
      const waiting: Waiting = { job, resolve, reject, started: 0, tries: 0 };
      // Telling tokens takes no model run, and somebody is looking: it goes first.
      if (job.kind === 'explain') this.queue.unshift(waiting);
      else this.queue.push(waiting);
      signal?.addEventListener('abort', () => this.giveUp(waiting, signal.reason), { once: true });
      this.dispatch();
    });
  }

  /** Ends everything; what waits is refused with the reason. */
  fail(reason: EngineError): void {
    if (this.failure === undefined) {
      this.failure = reason;
      this.options.onFail?.(reason);
    }
    const lost = [...this.slots.values()];
    this.slots.clear();
    for (const slot of lost) {
      slot.worker.terminate();
      slot.current?.waiting.reject(reason);
      for (const load of slot.loads.values()) load.reject(reason);
    }
    for (const waiting of this.queue.splice(0)) waiting.reject(reason);
  }

  private giveUp(waiting: Waiting, reason: unknown): void {
    const at = this.queue.indexOf(waiting);
    if (at < 0) return;
    this.queue.splice(at, 1);
    waiting.reject(reason);
  }

  private open(id: WorkerId, worker: Worker): Slot {
    const slot: Slot = { id, worker, models: new Set(), loads: new Map(), onKept: () => undefined, current: undefined };
    worker.onmessage = ({ data }: MessageEvent<Response>) => this.receive(slot, data);
    worker.onerror = (event) => {
      event.preventDefault();
      this.lose(
        slot,
        new EngineError(`A worker of this page stopped: ${event.message || 'its script could not be loaded'}. Reload the page.`),
      );
    };
    return slot;
  }

  private post(slot: Slot, request: Request): void {
    slot.worker.postMessage(request);
  }

  private receive(slot: Slot, response: Response): void {
    switch (response.type) {
      case 'loaded':
        slot.models.add(response.name);
        slot.loads.get(response.name)?.resolve();
        slot.loads.delete(response.name);
        break;
      case 'progress':
        return this.options.onProgress?.(response.progress);
      case 'kept':
        return slot.onKept(response.all);
      case 'failed':
        return this.lose(slot, new EngineError(response.sentence));
      case 'answer': {
        const waiting = slot.current?.waiting;
        slot.current = undefined;
        waiting?.resolve({ answer: response.answer as never, started: waiting.started, ended: performance.now() });
        break;
      }
      case 'refused': {
        const waiting = slot.current?.waiting;
        slot.current = undefined;
        waiting?.reject(new EngineError(response.sentence));
        break;
      }
    }
    this.dispatch();
  }

  /** A worker that failed is ended. Its job is tried once more elsewhere: memory may have been short for two. */
  private lose(slot: Slot, reason: EngineError): void {
    if (!this.slots.delete(slot.id)) return;
    slot.worker.terminate();
    slot.onKept(false);
    for (const load of slot.loads.values()) load.reject(reason);
    const waiting = slot.current?.waiting;
    if (waiting !== undefined && ++waiting.tries < 2) this.queue.unshift(waiting);
    else waiting?.reject(reason);
    if (this.slots.size === 0) return this.fail(reason);
    this.dispatch();
  }

  private dispatch(): void {
    for (const slot of this.slots.values()) {
      if (slot.current !== undefined) continue;
      const waiting = this.take(slot.models);
      if (waiting === undefined) continue;
      slot.current = { id: this.nextJob++, waiting };
      waiting.started = performance.now();
      this.post(slot, { type: 'job', id: slot.current.id, job: waiting.job });
    }
    if (this.idle) this.options.onIdle?.();
  }

  private take(models: ReadonlySet<ModelName>): Waiting | undefined {
    for (let i = 0; i < this.queue.length; i++) {
      const waiting = this.queue[i]!;
      if (models.has(waiting.job.model)) {
        this.queue.splice(i, 1);
        return waiting;
      }
    }
    return undefined;
  }
}
