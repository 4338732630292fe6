import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { modelFiles } from 'virtual:model-files';
import { Encoder } from '../../src/engine/inference/encoder';
import { startRuntime } from '../../src/engine/inference/graph';
import { selfCheck } from '../../src/engine/inference/selfCheck';
import { FileStore } from '../../src/engine/loading/fileStore';
import { graphFile } from '../../src/engine/loading/graphFile';
import { readModel } from '../../src/engine/loading/modelParts';
import { biEncoderName, crossEncoderName, type ModelName, sourceOf } from '../../src/engine/loading/modelSource';
import { cosine } from '../../src/engine/scores';
import { WordPieces } from '../../src/engine/tokenization/wordPieces';
import { KnownRuns } from './knownRuns';

export const root = resolve(import.meta.dirname, '../../..');

/** The page's own encoders, in Node: the same code, runtime and files, so that a record is what the page itself would compute. */
export class Models {
  private constructor(
    private readonly biEncoder: Encoder,
    private readonly crossEncoder: Encoder,
    private readonly known: KnownRuns,
  ) {}

  /** @param kept Where runs of before are, by model and text, so that recording again costs only what is new; null runs everything. */
  static async load(kept: string | null = resolve(root, 'web/node_modules/.cache/lodestone-recording.jsonl')): Promise<Models> {
    await startRuntime(bytes('web/node_modules/onnxruntime-web/dist/ort-wasm-simd-threaded.wasm'), 1);
    return new Models(await load(biEncoderName), await load(crossEncoderName), new KnownRuns(kept));
  }

  get sums(): { readonly biEncoder: string; readonly crossEncoder: string } {
    const sum = (name: ModelName) => modelFiles[name]![graphFile]!.sha256;
    return { biEncoder: sum(biEncoderName), crossEncoder: sum(crossEncoderName) };
  }

  async query(text: string): Promise<Float32Array> {
    return (await this.embed(text, 'query')).vector;
  }

  async passage(text: string): Promise<{ readonly vector: Float32Array; readonly tokens: number }> {
    return this.embed(text, 'document');
  }

  /** @param whole Whether a passage that does not fit is an error, or is cut. */
  async score(query: string, passage: string, whole = true): Promise<{ readonly logit: number; readonly tokens: number }> {
    return this.known.get(`${this.sums.crossEncoder} ${JSON.stringify([query, passage])}`, async () => {
      const { logit, tokens, dropped } = await this.crossEncoder.score(query, passage);
      if (logit === null || (whole && dropped > 0)) throw new Error(`"${passage.slice(0, 60)}" is not read whole; an example has to be.`);
      return { logit, tokens };
    });
  }

  private async embed(text: string, as: 'query' | 'document'): Promise<{ readonly vector: Float32Array; readonly tokens: number }> {
    const { vector, tokens } = await this.known.get(`${this.sums.biEncoder} ${as} ${text}`, async () => {
      const { vector, tokens } = await this.biEncoder.embed(text, as);
      return { vector: [...vector], tokens };
    });
    return { vector: Float32Array.from(vector), tokens };
  }

  similarity(left: Float32Array, right: Float32Array): number {
    return cosine(left, right);
  }
}

export function lines<T>(path: string): T[] {
  return readFileSync(resolve(root, path), 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as T);
}

async function load(name: ModelName): Promise<Encoder> {
  const source = sourceOf(name);
  const store = new FileStore(() => undefined);
  for (const file of Object.values(source.files)) store.adopt({ file, bytes: bytes(file.url), fresh: false });
  const { graph, ...parts } = await readModel(store, source);
  const tokenizer = new WordPieces(parts.tokenizer.json, parts.tokenizer.config);
  const encoder = await Encoder.load({ graph, ...parts }, tokenizer);
  await selfCheck(encoder);
  return encoder;
}

function bytes(path: string): ArrayBuffer {
  const { buffer, byteOffset, byteLength } = readFileSync(resolve(root, path));
  return buffer.slice(byteOffset, byteOffset + byteLength);
}
