import { h } from '../shell/dom';
import type { Page } from '../shell/page';

/** The two architectures, and what each is for. */
export const howPage: Page = {
  name: 'how',
  label: 'How it works',
  create: () => ({
    element: h('div', { class: 'reading' },
      h('h1', {}, 'How it works'),
      h('p', {}, 'A bi-encoder turns query and passage into vectors, apart from each other. Passages are embedded once; each query then ' +
        'costs one model run.'),
      h('p', {}, 'A cross-encoder reads query and passage together and gives one score. Nothing can be computed ahead: each pair is a run.')),
  }),
};
