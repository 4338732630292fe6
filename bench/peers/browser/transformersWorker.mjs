// transformers.js as a page has it that loads it with a script tag; only that nothing comes from elsewhere.
import { AutoModelForSequenceClassification, AutoTokenizer, env } from '/packages/@huggingface/transformers/dist/transformers.min.js';

let tokenizer, model, batch;

async function load(settings) {
  env.allowRemoteModels = false;
  env.allowLocalModels = true;
  env.localModelPath = '/stock/';
  // The files that it would take from its CDN.
  const runtime = '/packages/onnxruntime-web/dist/ort-wasm-simd-threaded.asyncify';
  env.backends.onnx.wasm.wasmPaths = { mjs: `${runtime}.mjs`, wasm: `${runtime}.wasm` };
  env.backends.onnx.wasm.numThreads = settings.threads;
  batch = settings.batch;
  tokenizer = await AutoTokenizer.from_pretrained(settings.model);
  model = await AutoModelForSequenceClassification.from_pretrained(settings.model, { dtype: 'q8', device: 'wasm' });
  return { threads: env.backends.onnx.wasm.numThreads };
}

async function rerank(query, passages) {
  const inputs = tokenizer(new Array(passages.length).fill(query), { text_pair: passages, padding: true, truncation: true });
  const { logits } = await model(inputs);
  return [...logits.data];
}

async function run(queries) {
  const started = performance.now();
  const rows = [];
  for (const { query, passages } of queries) {
    const row = [];
    const size = batch ?? passages.length;
    for (let i = 0; i < passages.length; i += size)
      row.push(...await rerank(query, passages.slice(i, i + size)));
    rows.push(row);
  }
  return { seconds: (performance.now() - started) / 1000, rows };
}

self.onmessage = async ({ data }) => {
  try {
    self.postMessage(await (data.load ? load(data.load) : run(data.run)));
  } catch (error) {
    self.postMessage({ error: error.stack ?? String(error) });
  }
};
