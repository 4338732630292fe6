// The engine of our page without the page: its workers, its queue, its files. Built by Vite, as the page is.
import { WorkerPool } from '../../../web/src/engine/inference/workerPool';
import { crossEncoderName, sourceOf } from '../../../web/src/engine/loading/modelSource';

const worker = () => new Worker(new URL('../../../web/src/engine/inference/worker.ts', import.meta.url), { type: 'module' });

let pool;

window.system = {
  async load({ threads }) {
    pool = new WorkerPool({ create: worker });
    const workers = Array.from({ length: threads }, () => pool.add());
    for (const id of workers) pool.start(id, 1);
    await Promise.all(workers.map((id) => pool.load(id, sourceOf(crossEncoderName))));
  },

  // All pairs at once into the queue, as the page puts them there.
  async run(queries) {
    const score = (query, passage) => pool.run({ kind: 'score', model: crossEncoderName, query, passage });
    const started = performance.now();
    const rows = await Promise.all(
      queries.map(({ query, passages }) => Promise.all(passages.map((passage) => score(query, passage)))));
    const seconds = (performance.now() - started) / 1000;
    return { seconds, rows: rows.map((row) => row.map(({ answer }) => answer.logit)) };
  },
};
