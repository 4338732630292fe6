// A worker with one single-threaded ONNX Runtime: loads models, does one job after another. It gets its files by itself, but for those
// that it is given: the first worker's are read by the page's thread while this one starts. Once loaded, it fetches nothing.
import { EngineError, sentenceFor } from '../engineError';
import { FileStore } from '../loading/fileStore';
import { type ModelParts, readModel, readTokenizer, type TokenizerParts } from '../loading/modelParts';
import type { ModelSource } from '../loading/modelSource';
import { WordPieces } from '../tokenization/wordPieces';
import { Encoder } from './encoder';
import { startRuntime } from './graph';
import type { Job, Request, Response } from './protocol';
import { selfCheck } from './selfCheck';

declare const self: DedicatedWorkerGlobalScope;

const encoders = new Map<string, Encoder>();
const tokenizers = new Map<string, WordPieces>();
const store = new FileStore((progress) => answer({ type: 'progress', progress }));
let turn: Promise<void> = Promise.resolve();

self.onmessage = ({ data }: MessageEvent<Request>) => {
  switch (data.type) {
    case 'start': {
      store.base = data.base;
      const wasm = store.get(data.runtime);
      return next(async () => startRuntime(await wasm, data.threads));
    }
    case 'read':
      // Errors come up again when the model is loaded.
      return void readTokenizer(store, data.model).then(tokenizerOf, () => undefined);
    case 'give':
      return store.adopt(data.taken);
    case 'load': {
      const parts = reading(data.model);
      return next(async () => load(await parts, data.check));
    }
    case 'job':
      return next(() => work(data.id, data.job));
    case 'keep':
      return void store.keep(data.all).then((all) => answer({ type: 'kept', all }));
  }
};

/** Begins to read at once, whatever is being done; who awaits it hears of an error. */
function reading(model: ModelSource): Promise<ModelParts> {
  const parts = readModel(store, model);
  parts.catch(() => undefined);
  return parts;
}

/** One after another: a session takes one run at a time, and a job may come in while a model is loading. */
function next(work: () => Promise<void>): void {
  turn = turn.then(work).catch((error: unknown) => answer({ type: 'failed', sentence: sentenceFor(error) }));
}

async function load(parts: ModelParts, check: boolean): Promise<void> {
  const started = performance.now();
  const encoder = await Encoder.load(parts, tokenizerOf(parts.tokenizer));
  if (check) await selfCheck(encoder);
  encoders.set(parts.name, encoder);
  answer({ type: 'loaded', name: parts.name, milliseconds: performance.now() - started });
}

function tokenizerOf({ sum, json, config }: TokenizerParts): WordPieces {
  let tokenizer = tokenizers.get(sum);
  if (tokenizer === undefined) {
    tokenizer = new WordPieces(json, config);
    tokenizers.set(sum, tokenizer);
  }
  return tokenizer;
}

async function work(id: number, job: Job): Promise<void> {
  const encoder = encoders.get(job.model);
  if (encoder === undefined) throw new Error(`${job.model} is not loaded in this worker.`);
  const started = performance.now();
  try {
    const result = await encoder.do(job);
    answer({ type: 'answer', id, answer: result, milliseconds: performance.now() - started });
  } catch (error) {
    if (!(error instanceof EngineError)) throw error;
    answer({ type: 'refused', id, sentence: error.message });
  }
}

function answer(response: Response): void {
  self.postMessage(response);
}
