// Reranks with Cohere's own client, both versions of its API, and prints what the client made of the answers.
// node cohere.mjs BASE_URL KEY: reads {"query", "documents", "objects"} from standard input.
import { readFileSync } from 'node:fs';
import { CohereClient, CohereClientV2, CohereError } from 'cohere-ai';

const [base, token] = process.argv.slice(2);
const { query, documents, objects } = JSON.parse(readFileSync(0, 'utf8'));
const options = { token, environment: base };
const model = 'ms-marco-minilm-l12-v2';

async function failure(call) {
  try {
    await call();
    return null;
  } catch (error) {
    if (!(error instanceof CohereError)) throw error;
    return { status: error.statusCode, body: error.body };
  }
}

const v2 = new CohereClientV2(options);
const v1 = new CohereClient(options);
console.log(JSON.stringify({
  v2: await v2.rerank({ model, query, documents }),
  top: await v2.rerank({ model, query, documents, topN: 2, maxTokensPerDoc: 4 }),
  v1: await v1.rerank({ query, documents: objects, rankFields: ['title', 'text'], returnDocuments: true, maxChunksPerDoc: 4 }),
  unknown: await failure(() => v2.rerank({ model: 'rerank-v3.5', query, documents }, { maxRetries: 0 })),
  blank: await failure(() => v2.rerank({ model, query: ' ', documents }, { maxRetries: 0 })),
}));
