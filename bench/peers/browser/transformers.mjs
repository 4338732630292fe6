// transformers.js in a worker, as its examples have it.
const worker = new Worker('/pages/transformersWorker.mjs', { type: 'module' });

const ask = (message) => new Promise((resolve, reject) => {
  worker.onmessage = ({ data }) => (data.error === undefined ? resolve(data) : reject(new Error(data.error)));
  worker.onerror = (event) => reject(new Error(event.message || 'The worker could not be started.'));
  worker.postMessage(message);
});

window.system = {
  load: (settings) => ask({ load: settings }),
  run: (queries) => ask({ run: queries }),
};
