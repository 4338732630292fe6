import * as ort from 'onnxruntime-web/wasm';
import type { ModelInput } from '../tokenization/modelInput';

/** Sets ONNX Runtime up in this worker: its WebAssembly comes from us, so that it fetches nothing. */
export function startRuntime(wasm: ArrayBuffer, threads: number): void {
  ort.env.wasm.wasmBinary = wasm;
  ort.env.wasm.numThreads = threads;
  ort.env.logLevel = 'error';
}

/** A model's graph, run with one unpadded text or pair at a time. */
export class Graph {
  private constructor(private readonly session: ort.InferenceSession, private readonly output: string) {}

  static async load(bytes: ArrayBuffer): Promise<Graph> {
    // The graphs are fused already: looking for more to fuse takes time and changes no answer.
    const session = await ort.InferenceSession.create(new Uint8Array(bytes), {
      executionProviders: ['wasm'],
      graphOptimizationLevel: 'disabled',
    });
    return new Graph(session, session.outputNames[0]!);
  }

  /** The graph's output for one input; it depends on that input alone. */
  async run(input: ModelInput): Promise<Float32Array> {
    const shape = [1, input.ids.length];
    const outputs = await this.session.run({
      input_ids: new ort.Tensor('int64', BigInt64Array.from(input.ids, BigInt), shape),
      token_type_ids: new ort.Tensor('int64', BigInt64Array.from(input.typeIds, BigInt), shape),
    });
    const values = outputs[this.output]!.data as Float32Array;
    const wrong = values.find((value) => !Number.isFinite(value));
    if (wrong !== undefined)
      throw new Error(`The model gave ${wrong}, which is no score.`);
    return values;
  }
}
