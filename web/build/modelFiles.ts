import { createHash } from 'node:crypto';
import { createReadStream, existsSync, readFileSync, statSync } from 'node:fs';
import { cp } from 'node:fs/promises';
import { extname, join, normalize, resolve } from 'node:path';
import type { Plugin, ViteDevServer } from 'vite';

/** The models that run in the page, and which of their files it reads. */
const used: Record<string, readonly string[]> = {
  'bge-small-en-v1.5': [
    'onnx/model_int8.onnx',
    'tokenizer.json',
    'tokenizer_config.json',
    'sentence_bert_config.json',
    'config_sentence_transformers.json',
    'lodestone.check.json',
  ],
  'ms-marco-minilm-l12-v2': ['onnx/model_int8.onnx', 'tokenizer.json', 'tokenizer_config.json', 'lodestone.check.json'],
};

const runtime = resolve(import.meta.dirname, '../node_modules/onnxruntime-web/dist/ort-wasm-simd-threaded.wasm');
const id = 'virtual:model-files';

/**
 * Gives the page the sizes and checksums of the models it was built for, serves them in development, and copies them into a static site.
 * Checksums are part of the page and not fetched beside the models: whatever a host serves, the page runs what it was built with.
 */
export function modelFiles(models: string, copyTo?: string): Plugin {
  return {
    name: 'lodestone:model-files',
    resolveId: (source) => (source === id ? `\0${id}` : null),
    load: (module) => (module === `\0${id}` ? source(models) : null),
    configureServer: (server) => serve(server, models),
    async closeBundle() {
      if (copyTo === undefined) return;
      for (const [model, files] of Object.entries(used)) {
        for (const file of files) await cp(join(models, model, file), join(copyTo, model, file));
      }
      await cp(join(models, 'SHA256SUMS'), join(copyTo, 'SHA256SUMS'));
    },
  };
}

function source(models: string): string {
  const wasm = readFileSync(runtime);
  const runtimeFile = { bytes: wasm.length, sha256: createHash('sha256').update(wasm).digest('hex') };
  return `export const modelFiles = ${JSON.stringify(describe(models))};\nexport const runtimeFile = ${JSON.stringify(runtimeFile)};\n`;
}

function describe(models: string) {
  const sums = new Map(
    readFileSync(join(models, 'SHA256SUMS'), 'utf8')
      .trim()
      .split('\n')
      .map((line) => [line.slice(66), line.slice(0, 64)] as const),
  );
  return Object.fromEntries(
    Object.entries(used).map(([model, files]) => [
      model,
      Object.fromEntries(
        files.map((file) => {
          const sha256 = sums.get(`${model}/${file}`);
          if (sha256 === undefined) throw new Error(`models/SHA256SUMS has no line for ${model}/${file}.`);
          return [file, { url: `models/${model}/${file}`, bytes: statSync(join(models, model, file)).size, sha256 }];
        }),
      ),
    ]),
  );
}

function serve(server: ViteDevServer, models: string): void {
  server.middlewares.use('/models', (request, response, next) => {
    const path = resolve(join(models, normalize(decodeURIComponent(new URL(request.url ?? '/', 'http://page').pathname))));
    if (!path.startsWith(resolve(models)) || !existsSync(path) || !statSync(path).isFile()) return next();
    response.setHeader('content-type', extname(path) === '.json' ? 'application/json' : 'application/octet-stream');
    response.setHeader('content-length', statSync(path).size);
    createReadStream(path).pipe(response);
  });
}
