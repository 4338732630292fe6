// Writes src/recorded/: runs the page's own encoders in Node on the candidates of scripts/recording/ and the help-centre sample, and
// chooses by its rules. Run it again when a bundled model, a candidate or a rule has changed: npm run record
import { resolve } from 'node:path';
import { createServer } from 'vite';

const web = resolve(import.meta.dirname, '..');
const server = await createServer({
  configFile: resolve(web, 'vite.config.ts'),
  root: web,
  appType: 'custom',
  server: { middlewareMode: true, hmr: false, ws: false },
  optimizeDeps: { noDiscovery: true },
});
try {
  const { record } = await server.ssrLoadModule(resolve(web, 'scripts/recording/record.ts'));
  await record((line) => process.stdout.write(`${line}\n`));
} finally {
  await server.close();
}
