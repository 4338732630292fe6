// transformers.js as its users rerank with it: all passages of a query in one batch, padded to the longest.
import { AutoModelForSequenceClassification, AutoTokenizer, env } from '@huggingface/transformers';
import { serve, settings } from './protocol.mjs';

env.allowRemoteModels = false;
env.localModelPath = settings.models;
const tokenizer = await AutoTokenizer.from_pretrained(settings.model);
const model = await AutoModelForSequenceClassification.from_pretrained(settings.model, { dtype: settings.dtype });

await serve(async (queries) => {
  const rows = [];
  for (const { query, passages } of queries) {
    const inputs = tokenizer(new Array(passages.length).fill(query), { text_pair: passages, padding: true, truncation: true });
    const { logits } = await model(inputs);
    rows.push(logits.data);
  }
  return rows;
});
