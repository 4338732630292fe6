import { createHash } from 'node:crypto';
import type { Plugin } from 'vite';

/**
 * Tells the service worker which files make up the page. Its version is their checksum, so that a new build is a new worker, and the
 * same build is not. Files that the page keeps by their own checksum (models, the runtime) are not among them.
 */
export function shellFiles(worker: string): Plugin {
  return {
    name: 'lodestone:shell-files',
    apply: 'build',
    enforce: 'post',
    generateBundle: {
      order: 'post',
      handler(_, bundle) {
        const chunk = bundle[worker];
        if (chunk?.type !== 'chunk') throw new Error(`The build has no ${worker}.`);
        if (chunk.imports.length > 0)
          throw new Error(`${worker} imports ${chunk.imports.join(', ')}; a service worker has to be one file.`);
        const hash = createHash('sha256');
        const files: string[] = [];
        for (const [name, file] of Object.entries(bundle).sort(([a], [b]) => (a < b ? -1 : 1))) {
          hash.update(name).update(file.type === 'chunk' ? file.code : file.source);
          if (name !== worker && !name.endsWith('.wasm') && !name.endsWith('.map')) files.push(name);
        }
        chunk.code = chunk.code
          .replaceAll('__SHELL_FILES__', JSON.stringify(files))
          .replaceAll('__SHELL_VERSION__', JSON.stringify(hash.digest('hex').slice(0, 16)));
      },
    },
  };
}
