// A page in Chromium that reranks: our engine, or transformers.js. It times itself, inside the page.
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { chromium } from 'playwright-core';
import { serveTimed, settings, versionOf } from '../protocol.mjs';
import { openSite } from './site.mjs';

const peers = dirname(import.meta.dirname);
const site = await openSite([
  ['/models/', settings.models],
  ['/stock/', dirname(settings.stock)],
  ['/packages/', join(peers, 'node_modules')],
  ['/pages/', import.meta.dirname],
  ['/', settings.built],
]);
const browser = await chromium.launch({
  executablePath: settings.chromium,
  args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
});
try {
  const page = await browser.newPage();
  page.on('pageerror', (error) => console.error(`${settings.page}: ${error.stack ?? error}`));
  page.on('console', (message) => message.type() === 'error' && console.error(`${settings.page}: ${message.text()}`));
  await page.goto(`${site.url}/${settings.path}`);
  if (!await page.evaluate(() => crossOriginIsolated))
    throw new Error('The page is not isolated from other origins, so it has no threads.');
  await page.evaluate((how) => window.system.load(how), settings.load);

  const runtime = JSON.parse(readFileSync(join(settings.packages, 'onnxruntime-web', 'package.json'), 'utf8')).version;
  const versions = { browser: `Chromium ${browser.version()}`, onnxRuntime: runtime };
  const run = async (queries) => {
    const { seconds, rows } = await page.evaluate((items) => window.system.run(items), queries);
    return { seconds, rows: rows.map((row) => Float32Array.from(row)) };
  };
  await serveTimed(run, { ...versions, transformers: versionOf('@huggingface/transformers') });
} finally {
  await browser.close();
  site.close();
}
