import { modelFiles, runtimeFile, type ServedFile } from 'virtual:model-files';
import wasmUrl from 'onnxruntime-web/ort-wasm-simd-threaded.wasm?url';
import type { FileStore } from './fileStore';

/** The bi-encoder and the cross-encoder that run in the page. */
export const biEncoderName = 'bge-small-en-v1.5';
export const crossEncoderName = 'ms-marco-minilm-l12-v2';

export type ModelName = typeof biEncoderName | typeof crossEncoderName;

/** ONNX Runtime's WebAssembly. */
export const runtime: ServedFile = { url: wasmUrl, ...runtimeFile };

/** Everything that is loaded besides the page itself, each once. */
export const allFiles: readonly ServedFile[] =
  [...new Map([runtime, ...Object.values(modelFiles).flatMap((files) => Object.values(files))].map((file) => [file.sha256, file])).values()];

/** A model's files, read. */
export interface ModelParts {
  readonly name: ModelName;
  readonly graph: ArrayBuffer;
  /** tokenizer.json's text, and its checksum: both models have the same one, and a worker reads it once. */
  readonly tokenizer: string;
  readonly tokenizerSum: string;
  readonly tokenizerConfig: object;
  /** Tokens that the model reads, special ones included. */
  readonly maxTokens: number;
  /** What goes before a query and before a passage; a cross-encoder has no prompts. */
  readonly prompts: { readonly query: string; readonly document: string };
  readonly check: ModelCheck;
}

/** lodestone.check.json: what the model is to give for a few texts (docs/formats/model-check.md). */
export interface ModelCheck {
  readonly minCosine?: number;
  readonly texts?: ReadonlyArray<{ readonly text: string; readonly as?: 'query' | 'document'; readonly embedding: readonly number[] }>;
  readonly tolerance?: number;
  readonly pairs?: ReadonlyArray<{ readonly query: string; readonly passage: string; readonly logit: number }>;
}

export async function readModel(store: FileStore, name: ModelName): Promise<ModelParts> {
  const files = modelFiles[name]!;
  const json = async <T>(file: string, otherwise: T) => (files[file] === undefined ? otherwise : store.json<T>(files[file]));
  const [graph, tokenizer, config, sentence, prompts, check] = await Promise.all([
    store.get(files['onnx/model_int8.onnx']!),
    store.get(files['tokenizer.json']!),
    json('tokenizer_config.json', { model_max_length: 512 }),
    json<{ max_seq_length?: number }>('sentence_bert_config.json', {}),
    json<{ prompts?: Partial<ModelParts['prompts']> }>('config_sentence_transformers.json', {}),
    json<ModelCheck>('lodestone.check.json', {}),
  ]);
  return {
    name,
    graph,
    tokenizer: new TextDecoder().decode(tokenizer),
    tokenizerSum: files['tokenizer.json']!.sha256,
    tokenizerConfig: config,
    maxTokens: sentence.max_seq_length ?? config.model_max_length,
    prompts: { query: prompts.prompts?.query ?? '', document: prompts.prompts?.document ?? '' },
    check,
  };
}
