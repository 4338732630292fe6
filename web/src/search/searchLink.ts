/** What a link to a search carries. */
export interface SearchLink {
  readonly collection: string;
  readonly query: string;
  readonly filter: string;
  /** A document that it opens, and the range of characters that is marked in it. */
  readonly document?: string;
  readonly range?: readonly [start: number, end: number];
}

/** Writes it as `collection/query/filter/document/start-end`, each part percent-encoded; empty parts at the end are left out. */
export function writeSearchLink({ collection, query, filter, document = '', range }: SearchLink): string {
  const parts = [collection, query, filter, document, document === '' || range === undefined ? '' : `${range[0]}-${range[1]}`];
  while (parts.length > 2 && parts.at(-1) === '') parts.pop();
  return parts.map(encodeURIComponent).join('/');
}

/** Reads it; a part that is missing, or was cut in the middle of a character, is empty. */
export function readSearchLink(rest: string): SearchLink {
  const [collection, query, filter, document, range] = rest.split('/').map(decode);
  const marked = /^(\d{1,9})-(\d{1,9})$/.exec(range ?? '');
  return {
    collection: collection ?? '',
    query: query ?? '',
    filter: filter ?? '',
    ...(document === undefined || document === '' ? {} : { document }),
    ...(marked === null ? {} : { range: [Number(marked[1]), Number(marked[2])] as const }),
  };
}

function decode(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch (error) {
    if (error instanceof URIError) return '';
    throw error;
  }
}
