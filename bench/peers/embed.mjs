// transformers.js on a graph that takes no attention mask, so without padding: one text a run, with the library's own threads.
// The graph pools and normalises, so its one output is the embedding.
import { AutoModel, AutoTokenizer, env } from '@huggingface/transformers';
import { serve, settings } from './protocol.mjs';

env.allowRemoteModels = false;
env.localModelPath = settings.models;
const tokenizer = await AutoTokenizer.from_pretrained(settings.model);
const model = await AutoModel.from_pretrained(settings.model, { dtype: settings.dtype });

await serve(async (texts) => {
  const rows = [];
  for (const { text } of texts) {
    const inputs = tokenizer(text, { truncation: true, max_length: settings.maxTokens });
    const { sentence_embedding: embedding } = await model(inputs);
    rows.push(embedding.data);
  }
  return rows;
});
