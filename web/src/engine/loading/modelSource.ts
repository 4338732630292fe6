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
  readonly tokenizer: TokenizerParts;
  /** Tokens that the model reads, special ones included. */
  readonly maxTokens: number;
  /** What goes before a query and before a passage; a cross-encoder has no prompts. */
  readonly prompts: { readonly query: string; readonly document: string };
  readonly check: ModelCheck;
}

/** A tokenizer's files, read. */
export interface TokenizerParts {
  /** The checksum of its tokenizer.json. */
  readonly sum: string;
  readonly json: string;
  readonly config: object;
}

/** lodestone.check.json: what the model is to give for a few texts (docs/formats/model-check.md). */
export interface ModelCheck {
  readonly minCosine?: number;
  readonly texts?: ReadonlyArray<{ readonly text: string; readonly as?: 'query' | 'document'; readonly embedding: readonly number[] }>;
  readonly tolerance?: number;
  readonly pairs?: ReadonlyArray<{ readonly query: string; readonly passage: string; readonly logit: number }>;
}

/** A model's tokenizer. */
export async function readTokenizer(store: FileStore, name: ModelName): Promise<TokenizerParts> {
  const files = modelFiles[name]!;
  const [json, config] = await Promise.all([store.get(files['tokenizer.json']!), store.json<object>(files['tokenizer_config.json']!)]);
  return { sum: files['tokenizer.json']!.sha256, json: new TextDecoder().decode(json), config };
}

export async function readModel(store: FileStore, name: ModelName): Promise<ModelParts> {
  const files = modelFiles[name]!;
  const json = async <T>(file: string, otherwise: T) => (files[file] === undefined ? otherwise : store.json<T>(files[file]));
  const [graph, tokenizer, sentence, prompts, check] = await Promise.all([
    store.get(files['onnx/model_int8.onnx']!),
    readTokenizer(store, name),
    json<{ max_seq_length?: number }>('sentence_bert_config.json', {}),
    json<{ prompts?: Partial<ModelParts['prompts']> }>('config_sentence_transformers.json', {}),
    json<ModelCheck>('lodestone.check.json', {}),
  ]);
  return {
    name,
    graph,
    tokenizer,
    maxTokens: sentence.max_seq_length ?? (tokenizer.config as { model_max_length?: number }).model_max_length ?? 512,
    prompts: { query: prompts.prompts?.query ?? '', document: prompts.prompts?.document ?? '' },
    check,
  };
}
