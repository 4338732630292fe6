import { comparePage } from '../compare/comparePage';
import { explainerPage } from '../explainer/explainerPage';
import { gamePage } from '../game/gamePage';
import type { Page } from '../page';
import { searchPage } from '../search/searchPage';

/** The pages, in the order of the navigation; the first is the one without an address. */
export const pages: readonly Page[] = [comparePage, searchPage, explainerPage, gamePage];
