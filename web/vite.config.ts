import { resolve } from 'node:path';
import { defineConfig } from 'vitest/config';
import { contentPolicyTag } from './build/contentPolicy.ts';
import { licences } from './build/licences.ts';
import { measuredFigures } from './build/measuredFigures.ts';
import { modelFiles } from './build/modelFiles.ts';
import { shareCard } from './build/shareCard.ts';
import { shellFiles } from './build/shellFiles.ts';

const models = resolve(import.meta.dirname, '../models');
const headers = {
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-embedder-policy': 'require-corp',
  'cross-origin-resource-policy': 'same-origin',
};

// Mode `static` makes a site for any file host, models included; otherwise the server serves the models.
export default defineConfig(({ mode }) => {
  const out = resolve(import.meta.dirname, mode === 'static' ? '../artifacts/web-static' : '../artifacts/web');
  return {
    base: './',
    publicDir: false as const,
    plugins: [
      modelFiles(models, mode === 'static' ? resolve(out, 'models') : undefined),
      measuredFigures(resolve(import.meta.dirname, '..')),
      contentPolicyTag(),
      licences(),
      shareCard(),
      shellFiles('sw.js'),
    ],
    server: {
      headers,
      fs: { allow: ['..'] },
      // In development the server of documents runs beside this one: lodestone serve --urls http://127.0.0.1:8080
      proxy: { '/v1': process.env['LODESTONE_SERVER'] ?? 'http://127.0.0.1:8080' },
    },
    preview: { headers },
    worker: { format: 'es' },
    build: {
      outDir: out,
      emptyOutDir: true,
      target: 'es2022',
      assetsInlineLimit: 0,
      modulePreload: { polyfill: false },
      rolldownOptions: {
        checks: { pluginTimings: false },
        input: { page: resolve(import.meta.dirname, 'index.html'), sw: resolve(import.meta.dirname, 'src/offline/serviceWorker.ts') },
        output: { entryFileNames: (chunk) => (chunk.name === 'sw' ? 'sw.js' : 'assets/[name]-[hash].js') },
      },
    },
    test: { include: ['tests/**/*.test.ts'], testTimeout: 120_000, hookTimeout: 120_000 },
  };
});
