import type { Passage } from '../../engine/comparing/comparison';
import { fromHtml, looksLikeHtml } from './html';
import { pastedJson } from './json';
import { foreignLanguage } from './language';
import { pastedTable } from './tables';

/** What the page says of the passages that were pasted, and what it could take in their place. */
export interface PasteOffer {
  readonly sentence: string;
  readonly action: string;
  readonly take: () => readonly Passage[];
}

/** Recognises what is no list of passages: a table, JSON, a web page. */
export function pasteOffer(text: string): PasteOffer | null {
  const json = pastedJson(text);
  if (json !== null) return { sentence: 'This looks like JSON.', action: `Take its ${json.length} texts`, take: () => json };
  if (looksLikeHtml(text)) {
    return { sentence: 'This looks like HTML.', action: 'Take its text', take: () => fromHtml(text).map((passage) => ({ text: passage })) };
  }
  const table = pastedTable(text);
  if (table === null) return null;
  return {
    sentence: 'This looks like CSV.',
    action: `Take the ${table.passages.length} texts of its column “${table.column}”`,
    take: () => table.passages,
  };
}

/** One remark about a query and passages that the models do not know the language of; null when there is none. */
export function languageRemark(query: string, passages: string): string | null {
  const [asked, given] = [foreignLanguage(query), foreignLanguage(passages.slice(0, 4000))];
  if (asked === null && given === null) return null;
  const subject = asked === null ? `The passages look ${given}` : given === null ? `The query looks ${asked}` : `The text looks ${asked}`;
  return `${subject}. Both models learned from English, so ranks and scores can be wrong.`;
}
