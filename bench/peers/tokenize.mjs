// transformers.js' tokenizer: text to ids, without special tokens and without truncation.
import { AutoTokenizer, env } from '@huggingface/transformers';
import { serve, settings } from './protocol.mjs';

env.allowRemoteModels = false;
env.localModelPath = settings.models;
const tokenizer = await AutoTokenizer.from_pretrained(settings.model);

await serve(async (texts) => texts.map(({ text }) => tokenizer.encode(text, { add_special_tokens: false })));
