import { EngineError } from '../engineError';
import type { ModelName, ModelParts, TokenizerParts } from '../loading/modelSource';
import type { Answer, Job, Request, Response } from './protocol';

/** An answer, and when the work for it began and ended (as of performance.now). */
export interface Done<A> {
  readonly answer: A;
  readonly started: number;
  readonly ended: number;
}

interface Waiting {
  readonly job: Job;
  readonly resolve: (done: Done<never>) => void;
  readonly reject: (reason: unknown) => void;
  started: number;
  tries: number;
}

interface Slot {
  readonly worker: Worker;
  readonly models: Set<ModelName>;
  readonly loads: Map<ModelName, { readonly resolve: () => void; readonly reject: (reason: unknown) => void }>;
  current: { readonly id: number; readonly waiting: Waiting } | undefined;
}

/**
 * Workers that each run one job at a time, for one queue. A job goes to the first idle worker that has its model; until one has, it waits.
 * A job whose signal is aborted before its turn is never run; one that is running ends, and its answer is used.
 */
export class WorkerPool {
  private readonly slots: Slot[] = [];
  private readonly queue: Waiting[] = [];
  private nextId = 0;
  private failure: EngineError | undefined;

  /**
   * @param onIdle Called when nothing is left to do.
   * @param onFail Called once, when no worker is left or {@link fail} is called, before what waits is refused.
   */
  constructor(
    count: number, create: () => Worker, private readonly onIdle: () => void,
    private readonly onFail: (reason: EngineError) => void = () => undefined,
  ) {
    for (let i = 0; i < count; i++)
      this.slots.push(this.open(create()));
  }

  /** Workers that are alive. */
  get size(): number {
    return this.slots.length;
  }

  get idle(): boolean {
    return this.queue.length === 0 && this.slots.every((slot) => slot.current === undefined);
  }

  /** Starts ONNX Runtime in all workers. */
  start(wasm: ArrayBuffer, threads: number): void {
    this.slots.forEach((slot) => this.post(slot, { type: 'start', wasm, threads }));
  }

  /** Gives all workers a tokenizer before the models that need it, so that it is built while those are being read. */
  teach(tokenizer: TokenizerParts): void {
    this.slots.forEach((slot) => this.post(slot, { type: 'tokenizer', parts: tokenizer }));
  }

  /** Loads a model into a worker. It fails alone: the others go on, unless none is left. */
  load(worker: number, parts: ModelParts): Promise<void> {
    const slot = this.slots[worker];
    return new Promise((resolve, reject) => {
      if (slot === undefined)
        return reject(this.failure ?? new EngineError('A worker of this page stopped. Reload the page.'));
      slot.loads.set(parts.name, { resolve, reject });
      this.post(slot, { type: 'load', parts });
    });
  }

  has(worker: number, model: ModelName): boolean {
    return this.slots[worker]?.models.has(model) ?? false;
  }

  run<J extends Job>(job: J, signal?: AbortSignal): Promise<Done<Answer<J>>> {
    return new Promise((resolve, reject) => {
      if (this.failure !== undefined)
        return reject(this.failure);
      if (signal?.aborted)
        return reject(signal.reason);
      const waiting: Waiting = { job, resolve: resolve as Waiting['resolve'], reject, started: 0, tries: 0 };
      // Telling tokens takes no model run, and somebody is looking: it goes first.
      if (job.kind === 'explain')
        this.queue.unshift(waiting);
      else
        this.queue.push(waiting);
      signal?.addEventListener('abort', () => this.giveUp(waiting, signal.reason), { once: true });
      this.dispatch();
    });
  }

  /** Ends everything; what waits is refused with the reason. */
  fail(reason: EngineError): void {
    if (this.failure === undefined) {
      this.failure = reason;
      this.onFail(reason);
    }
    for (const slot of this.slots.splice(0)) {
      slot.worker.terminate();
      slot.current?.waiting.reject(reason);
      for (const load of slot.loads.values())
        load.reject(reason);
    }
    for (const waiting of this.queue.splice(0))
      waiting.reject(reason);
  }

  private giveUp(waiting: Waiting, reason: unknown): void {
    const at = this.queue.indexOf(waiting);
    if (at < 0)
      return;
    this.queue.splice(at, 1);
    waiting.reject(reason);
  }

  private open(worker: Worker): Slot {
    const slot: Slot = { worker, models: new Set(), loads: new Map(), current: undefined };
    worker.onmessage = ({ data }: MessageEvent<Response>) => this.receive(slot, data);
    worker.onerror = (event) => {
      event.preventDefault();
      this.lose(slot, new EngineError(
        `A worker of this page stopped: ${event.message || 'its script could not be loaded'}. Reload the page.`));
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
    const at = this.slots.indexOf(slot);
    if (at < 0)
      return;
    this.slots.splice(at, 1);
    slot.worker.terminate();
    for (const load of slot.loads.values())
      load.reject(reason);
    const waiting = slot.current?.waiting;
    if (waiting !== undefined && ++waiting.tries < 2)
      this.queue.unshift(waiting);
    else
      waiting?.reject(reason);
    if (this.slots.length === 0)
      return this.fail(reason);
    this.dispatch();
  }

  private dispatch(): void {
    for (const slot of this.slots) {
      if (slot.current !== undefined)
        continue;
      const waiting = this.take(slot.models);
      if (waiting === undefined)
        continue;
      slot.current = { id: this.nextId++, waiting };
      waiting.started = performance.now();
      this.post(slot, { type: 'job', id: slot.current.id, job: waiting.job });
    }
    if (this.idle)
      this.onIdle();
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
