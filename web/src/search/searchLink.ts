/** What a link to a search carries. */
export interface SearchLink {
  readonly collection: string;
  readonly query: string;
  readonly filter: string;
}

/** Writes it as `collection/query/filter`, each part percent-encoded. */
export function writeSearchLink({ collection, query, filter }: SearchLink): string {
  return [collection, query, ...(filter === '' ? [] : [filter])].map(encodeURIComponent).join('/');
}

/** Reads it; a part that is missing, or was cut in the middle of a character, is empty. */
export function readSearchLink(rest: string): SearchLink {
  const [collection, query, filter] = rest.split('/').map(decode);
  return { collection: collection ?? '', query: query ?? '', filter: filter ?? '' };
}

function decode(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch (error) {
    if (error instanceof URIError) return '';
    throw error;
  }
}
