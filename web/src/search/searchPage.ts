import { h } from '../shell/dom';
import type { Page } from '../shell/page';

/** Search over the server's collections. A page from a plain file host has no server, and says so. */
export const searchPage: Page = {
  name: 'search',
  label: 'Search',
  create: () => ({
    element: h('div', { class: 'reading' },
      h('h1', {}, 'Search'),
      h('p', {}, 'Search needs a Lodestone server with documents in it. Start one with ', h('code', {}, 'lodestone serve'),
        ', and open the page from there.')),
  }),
};
