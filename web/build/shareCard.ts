import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Plugin } from 'vite';

const picture = resolve(import.meta.dirname, 'share-card.png');

/** Puts the picture that links to the page are shown with beside it, under a name that stays: others keep its address. */
export function shareCard(): Plugin {
  return {
    name: 'lodestone:share-card',
    apply: 'build',
    transformIndexHtml: {
      order: 'post',
      handler: () => [
        { tag: 'meta', attrs: { property: 'og:image', content: './share-card.png' }, injectTo: 'head' },
        { tag: 'meta', attrs: { property: 'og:image:width', content: '1200' }, injectTo: 'head' },
        { tag: 'meta', attrs: { property: 'og:image:height', content: '630' }, injectTo: 'head' },
        { tag: 'meta', attrs: { name: 'twitter:card', content: 'summary_large_image' }, injectTo: 'head' },
      ],
    },
    generateBundle() {
      this.emitFile({ type: 'asset', fileName: 'share-card.png', source: readFileSync(picture) });
    },
  };
}
