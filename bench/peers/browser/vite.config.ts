import { resolve } from 'node:path';
import { modelFiles } from '../../../web/build/modelFiles.ts';

// As web/vite.config.ts, for one page that has the engine and nothing else. The peer's page needs no build.
export default {
  root: import.meta.dirname,
  base: './',
  plugins: [modelFiles(resolve(import.meta.dirname, '../../../models'))],
  worker: { format: 'es' },
  build: {
    emptyOutDir: true,
    target: 'es2022',
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rolldownOptions: { input: resolve(import.meta.dirname, 'lodestone.html') },
  },
};
