import * as ort from 'onnxruntime-web/wasm';
import type { ModelInput } from '../tokenization/modelInput';

// A graph that gives its input back, in 63 bytes. ONNX Runtime starts with its first graph, which takes half a second; with this one it
// does so while the real ones are still being read.
const smallest = 'CAg6NwoQCgF4EgF5IghJZGVudGl0eRIBZ1oPCgF4EgoKCAgBEgQKAggBYg8KAXkSCgoICAESBAoCCAFCAhAN';

/** Starts ONNX Runtime in this worker: its WebAssembly comes from us, so that it fetches nothing. */
export async function startRuntime(wasm: ArrayBuffer, threads: number): Promise<void> {
  ort.env.wasm.wasmBinary = wasm;
  ort.env.wasm.numThreads = threads;
  ort.env.logLevel = 'error';
  await (await ort.InferenceSession.create(Uint8Array.from(atob(smallest), (byte) => byte.charCodeAt(0)))).release();
}

/** A model's graph, run with one unpadded text or pair at a time. */
export class Graph {
  private constructor(
    private readonly session: ort.InferenceSession,
    private readonly output: string,
  ) {}

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
    if (wrong !== undefined) throw new Error(`The model gave ${wrong}, which is not a score.`);
    return values;
  }
}
