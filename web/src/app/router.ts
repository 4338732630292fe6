import type { Page } from '../page';

/** A page and the rest of its address. */
export interface Route {
  readonly page: Page;
  readonly rest: string;
  /** A name in the address that no page has. */
  readonly unknown?: string;
}

/** Reads `#/name/rest`. An unknown name gives the first page, and is told. */
export function readRoute(hash: string, pages: readonly Page[]): Route {
  const [, name, rest] = /^#\/([^/]*)\/?(.*)$/s.exec(hash) ?? [];
  const page = pages.find((page) => page.name === name);
  if (page !== undefined) return { page, rest: rest ?? '' };
  return { page: pages[0]!, rest: '', ...(name === undefined || name === '' ? {} : { unknown: name.slice(0, 60) }) };
}

/** Writes an address without a step in the history. */
export function replaceRoute(page: string, rest: string): void {
  const hash = rest === '' ? `#/${page}` : `#/${page}/${rest}`;
  if (location.hash !== hash) history.replaceState(null, '', hash);
}

/** Writes an address as a step in the history, so that Back leads to the one before. */
export function pushRoute(page: string, rest: string): void {
  const hash = rest === '' ? `#/${page}` : `#/${page}/${rest}`;
  if (location.hash !== hash) history.pushState(null, '', hash);
}
