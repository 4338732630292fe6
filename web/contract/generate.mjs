// Writes the shapes of the server's routes that the page uses, src/search/server/openapi.ts, from docs/openapi.json; with --check it only
// says whether that file is what it would write. Which shapes: those that src/search/server/contract.ts names, and what they refer to.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import openapiTS, { astToString } from 'openapi-typescript';

const web = join(import.meta.dirname, '..');
const [description, names, target] = ['../docs/openapi.json', 'src/search/server/contract.ts', 'src/search/server/openapi.ts'];

const written = await generate();
if (!process.argv.includes('--check')) {
  writeFileSync(join(web, target), written);
} else if (readFileSync(join(web, target), 'utf8') !== written) {
  console.error(
    `web/${target} is not what docs/openapi.json gives. Run \`npm run contract\` in web/, and see what the page does with the change.`,
  );
  process.exitCode = 1;
}

async function generate() {
  const { openapi, info, components } = JSON.parse(readFileSync(join(web, description), 'utf8'));
  const asked = [...readFileSync(join(web, names), 'utf8').matchAll(/Schemas\['(\w+)'\]/g)].map(([, name]) => name);
  const schemas = {};
  for (const name of asked) collect(name);
  const document = { openapi, info, paths: {}, components: { schemas: sorted(schemas) } };
  const banner = '// Generated from docs/openapi.json by `npm run contract`: not to be edited.\n\n';
  return banner + astToString(await openapiTS(document, { immutable: true, silent: true }));

  function collect(name) {
    if (name in schemas) return;
    const schema = components.schemas[name];
    if (schema === undefined) throw new Error(`web/${names} names the shape ${name}, and docs/openapi.json has none of that name.`);
    schemas[name] = schema;
    for (const [, next] of JSON.stringify(schema).matchAll(/"#\/components\/schemas\/(\w+)"/g)) collect(next);
  }
}

function sorted(schemas) {
  return Object.fromEntries(Object.entries(schemas).sort(([a], [b]) => (a < b ? -1 : 1)));
}
