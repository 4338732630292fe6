import { modelFiles, runtimeFile, type ServedFile } from 'virtual:model-files';
import wasmUrl from 'onnxruntime-web/ort-wasm-simd-threaded.wasm?url';

/** The bi-encoder and the cross-encoder that run in the page. */
export const biEncoderName = 'bge-small-en-v1.5';
export const crossEncoderName = 'ms-marco-minilm-l12-v2';

export type ModelName = typeof biEncoderName | typeof crossEncoderName;

/** Where a model's files are. */
export interface ModelSource {
  readonly name: ModelName;
  /** By their names within the model's folder. */
  readonly files: Readonly<Record<string, ServedFile>>;
}

/** ONNX Runtime's WebAssembly. */
export const runtime: ServedFile = { url: wasmUrl, ...runtimeFile };

/** Everything that is loaded besides the page itself, each once. */
export const allFiles: readonly ServedFile[] = once([runtime, ...Object.values(modelFiles).flatMap((files) => Object.values(files))]);

export function sourceOf(name: ModelName): ModelSource {
  return { name, files: modelFiles[name]! };
}

function once(files: readonly ServedFile[]): ServedFile[] {
  return [...new Map(files.map((file) => [file.sha256, file])).values()];
}
