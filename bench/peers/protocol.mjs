// What every peer here speaks: a job file in, one JSON line out for each JSON line in.
//   job file   first line the settings, every other line an item
//   "round"    { command, first } -> { seconds }: the first so many items, timed here, inside the process
//   "answers"  { command } -> { lengths, values }: what the last round computed, little-endian, base64
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { createInterface } from 'node:readline';

// Split at \n only: some texts hold U+2028, which other line readers take for an end of line.
const lines = readFileSync(process.argv[2], 'utf8').split('\n').filter((line) => line.length > 0);
export const [settings, ...items] = lines.map((line) => JSON.parse(line));

export const versionOf = (name) => {
  const main = createRequire(import.meta.url).resolve(name);
  const folder = main.slice(0, main.lastIndexOf(`/node_modules/${name}/`));
  return JSON.parse(readFileSync(`${folder}/node_modules/${name}/package.json`, 'utf8')).version;
};

const say = (answer) => process.stdout.write(`${JSON.stringify(answer)}\n`);

// Ids come as plain arrays, scores and embeddings as Float32Arrays.
const bytesOf = (row) => {
  const { buffer, byteOffset, byteLength } = ArrayBuffer.isView(row) ? row : Int32Array.from(row);
  return Buffer.from(buffer, byteOffset, byteLength);
};

const pack = (rows) => ({
  lengths: rows.map((row) => row.length),
  values: Buffer.concat(rows.map(bytesOf)).toString('base64'),
});

// run(items) gives one array for each item; it is all that is timed.
export async function serve(run) {
  const timed = async (round) => {
    const started = performance.now();
    const rows = await run(round);
    return { seconds: (performance.now() - started) / 1000, rows };
  };
  await serveTimed(timed, { transformers: versionOf('@huggingface/transformers'), onnxRuntime: versionOf('onnxruntime-node') });
}

// run(items) gives { seconds, rows }: for work that is done elsewhere, and timed there.
export async function serveTimed(run, versions) {
  say({ node: process.versions.node, ...versions, items: items.length });

  let rows = [];
  for await (const line of createInterface({ input: process.stdin, crlfDelay: Infinity })) {
    const { command, first } = JSON.parse(line);
    if (command === 'answers') {
      say(pack(rows));
      continue;
    }

    const round = await run(items.slice(0, first));
    rows = round.rows;
    say({ seconds: round.seconds });
  }
}
