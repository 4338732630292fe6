// A worker with one single-threaded ONNX Runtime: loads models, does one job after another. It fetches nothing.
import { EngineError, sentenceFor } from '../engineError';
import { WordPieces } from '../tokenization/wordPieces';
import type { ModelParts } from '../loading/modelSource';
import { Encoder } from './encoder';
import { startRuntime } from './graph';
import type { Job, Request, Response } from './protocol';
import { selfCheck } from './selfCheck';

declare const self: DedicatedWorkerGlobalScope;

const encoders = new Map<string, Encoder>();
const tokenizers = new Map<string, WordPieces>();
let turn: Promise<void> = Promise.resolve();

// One after another: a session takes one run at a time, and a job may come in while a model is loading.
self.onmessage = ({ data }: MessageEvent<Request>) => {
  turn = turn.then(() => handle(data));
};

async function handle(request: Request): Promise<void> {
  try {
    switch (request.type) {
      case 'start': return startRuntime(request.wasm, request.threads);
      case 'load': return await load(request.parts);
      case 'job': return await work(request.id, request.job);
    }
  } catch (error) {
    answer({ type: 'failed', sentence: sentenceFor(error) });
  }
}

async function load(parts: ModelParts): Promise<void> {
  const started = performance.now();
  let tokenizer = tokenizers.get(parts.tokenizerSum);
  if (tokenizer === undefined) {
    tokenizer = new WordPieces(parts.tokenizer, parts.tokenizerConfig);
    tokenizers.set(parts.tokenizerSum, tokenizer);
  }
  const encoder = await Encoder.load(parts, tokenizer);
  await selfCheck(encoder);
  encoders.set(parts.name, encoder);
  answer({ type: 'loaded', name: parts.name, milliseconds: performance.now() - started });
}

async function work(id: number, job: Job): Promise<void> {
  const encoder = encoders.get(job.model);
  if (encoder === undefined)
    throw new Error(`${job.model} is not loaded in this worker.`);
  const started = performance.now();
  try {
    const result = await encoder.do(job);
    answer({ type: 'answer', id, answer: result, milliseconds: performance.now() - started });
  } catch (error) {
    if (!(error instanceof EngineError))
      throw error;
    answer({ type: 'refused', id, sentence: error.message });
  }
}

function answer(response: Response): void {
  self.postMessage(response);
}
