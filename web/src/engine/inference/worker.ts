// A worker with one single-threaded ONNX Runtime: loads models, does one job after another. It fetches nothing.
import { EngineError, sentenceFor } from '../engineError';
import { WordPieces } from '../tokenization/wordPieces';
import type { ModelParts, TokenizerParts } from '../loading/modelSource';
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
      case 'start': return await startRuntime(request.wasm, request.threads);
      case 'tokenizer': return void tokenizerOf(request.parts);
      case 'load': return await load(request.parts);
      case 'job': return await work(request.id, request.job);
    }
  } catch (error) {
    answer({ type: 'failed', sentence: sentenceFor(error) });
  }
}

async function load(parts: ModelParts): Promise<void> {
  const started = performance.now();
  const encoder = await Encoder.load(parts, tokenizerOf(parts.tokenizer));
  await selfCheck(encoder);
  encoders.set(parts.name, encoder);
  answer({ type: 'loaded', name: parts.name, milliseconds: performance.now() - started });
}

/** The tokenizer of these files; both models have the same one, which is built once. */
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
