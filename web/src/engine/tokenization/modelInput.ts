import { fitPair, type PairTruncation } from './tokenBudget';
import type { TokenList, WordPieces } from './wordPieces';

/** What a model reads in one run: one text or pair, unpadded. */
export interface ModelInput {
  readonly ids: readonly number[];
  readonly typeIds: readonly number[];
  /** Tokens that did not fit: of the text, or of a pair's passage. */
  readonly dropped: number;
}

/** `[CLS] text [SEP]`, cut at its end to what the model reads. */
export function textInput(tokenizer: WordPieces, text: TokenList, maxTokens: number): ModelInput {
  const kept = text.ids.slice(0, maxTokens - 2);
  const ids = [tokenizer.cls, ...kept, tokenizer.sep];
  return { ids, typeIds: ids.map(() => 0), dropped: text.ids.length - kept.length };
}

/**
 * `[CLS] query [SEP] passage [SEP]`, both separators kept. The passage is cut, never the query; null when nothing of the passage would fit.
 */
export function pairInput(
  tokenizer: WordPieces,
  query: TokenList,
  passage: TokenList,
  maxTokens: number,
  truncation: PairTruncation = 'passageOnly',
): ModelInput | null {
  const [first, second] = fitPair(query.ids.length, passage.ids.length, maxTokens - 3, truncation);
  if (second < 1 && passage.ids.length > 0) return null;
  const ids = [tokenizer.cls, ...query.ids.slice(0, first), tokenizer.sep, ...passage.ids.slice(0, second), tokenizer.sep];
  return { ids, typeIds: ids.map((_, i) => (i < first + 2 ? 0 : 1)), dropped: passage.ids.length - second };
}
