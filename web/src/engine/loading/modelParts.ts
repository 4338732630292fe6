import type { FileStore } from './fileStore';
import { graphFile } from './graphFile';
import type { ModelName, ModelSource } from './modelSource';

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
  /** The checksum of its tokenizer.json: models with the same one share it. */
  readonly sum: string;
  readonly json: string;
  readonly config: { readonly model_max_length?: number };
}

/** lodestone.check.json: what the model is to give for a few texts (docs/formats/model-check.md). */
export interface ModelCheck {
  readonly minCosine?: number;
  readonly texts?: ReadonlyArray<{ readonly text: string; readonly as?: 'query' | 'document'; readonly embedding: readonly number[] }>;
  readonly tolerance?: number;
  readonly pairs?: ReadonlyArray<{ readonly query: string; readonly passage: string; readonly logit: number }>;
}

export async function readTokenizer(store: FileStore, { files }: ModelSource): Promise<TokenizerParts> {
  const [json, config] = await Promise.all([
    store.get(files['tokenizer.json']!),
    store.json<TokenizerParts['config']>(files['tokenizer_config.json']!),
  ]);
  return { sum: files['tokenizer.json']!.sha256, json: new TextDecoder().decode(json), config };
}

export async function readModel(store: FileStore, { name, files }: ModelSource): Promise<ModelParts> {
  const json = async <T>(file: string, otherwise: T) => (files[file] === undefined ? otherwise : store.json<T>(files[file]));
  const [graph, tokenizer, sentence, prompts, check] = await Promise.all([
    store.get(files[graphFile]!),
    readTokenizer(store, { name, files }),
    json<{ max_seq_length?: number }>('sentence_bert_config.json', {}),
    json<{ prompts?: Partial<ModelParts['prompts']> }>('config_sentence_transformers.json', {}),
    json<ModelCheck>('lodestone.check.json', {}),
  ]);
  return {
    name,
    graph,
    tokenizer,
    maxTokens: sentence.max_seq_length ?? tokenizer.config.model_max_length ?? 512,
    prompts: { query: prompts.prompts?.query ?? '', document: prompts.prompts?.document ?? '' },
    check,
  };
}
