import type { Page } from '../page';

/** A page and the rest of its address. */
export interface Route {
  readonly page: Page;
  readonly rest: string;
}

/** Reads `#/name/rest`. An unknown name gives the first page. */
export function readRoute(hash: string, pages: readonly Page[]): Route {
  const [, name, rest] = /^#\/([^/]*)\/?(.*)$/s.exec(hash) ?? [];
  const page = pages.find((page) => page.name === name);
  return page === undefined ? { page: pages[0]!, rest: '' } : { page, rest: rest ?? '' };
}

/** Writes an address without a step in the history. */
export function replaceRoute(page: string, rest: string): void {
  const hash = rest === '' ? `#/${page}` : `#/${page}/${rest}`;
  if (location.hash !== hash) history.replaceState(null, '', hash);
}
