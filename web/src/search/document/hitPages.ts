import { keyOf } from '../results/columns';
import { bestSentence } from '../results/passageText';
import type { Hit, StoredDocument } from '../server/contract';
import { pageAt, pagesOf, pageWord } from './documentText';

/** Where in the passage the sentence is that has the query's words: a passage may begin on the page before. */
function sentenceStart({ text, highlights }: Hit, document: StoredDocument, start: number): number {
  return document.text.startsWith(text, start) ? bestSentence(text, highlights).start : 0;
}

/** The page of each hit whose document says that it has several, by the hit's key. */
export async function pagesOfHits(
  hits: readonly Hit[],
  read: (ids: readonly string[]) => Promise<readonly StoredDocument[]>,
): Promise<ReadonlyMap<string, string>> {
  const paged = hits.filter(({ metadata }) =>
    ['pages', 'slides'].some((field) => typeof metadata[field] === 'number' && metadata[field] > 1),
  );
  if (paged.length === 0) return new Map();
  const documents = await read([...new Set(paged.map(({ documentId }) => documentId))]);
  return new Map(
    paged.flatMap((hit) => {
      const document = documents.find(({ id }) => id === hit.documentId);
      const [start] = hit.range;
      if (document === undefined || start === undefined || pagesOf(document.text) === null) return [];
      return [
        [keyOf(hit), `${pageWord(document).toLowerCase()} ${pageAt(document.text, start + sentenceStart(hit, document, start))}`] as const,
      ];
    }),
  );
}
