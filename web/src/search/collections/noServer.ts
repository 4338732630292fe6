import { h, prose } from '../../ui/dom';
import './collections.css';

/** What the page says where there is no server: what it would show, and how to get one. */
export function noServer(reason: string, onRetry: (() => void) | null): HTMLElement {
  return h(
    'div',
    { class: 'no-server' },
    h(
      'div',
      { class: 'reading' },
      h('h1', {}, 'Search needs a server'),
      h('p', {}, ...prose(reason)),
      h(
        'p',
        {},
        'With one, this page searches its collections and shows every stage beside the others: what BM25 found by words, what ' +
          'the bi-encoder found by meaning, how both were fused, and what the cross-encoder made of it, with lines from place to place, the ' +
          'milliseconds of each stage, and filters on metadata.',
      ),
      h('p', {}, 'Start one on your machine:'),
      h('pre', { tabindex: 0 }, h('code', {}, './lodestone serve')),
      h(
        'p',
        {},
        'then open ',
        h('code', {}, 'http://127.0.0.1:8080'),
        '. It listens on this machine only, and its models are in the repository.',
      ),
      ...(onRetry === null ? [] : [h('p', {}, h('button', { class: 'quiet-button', type: 'button', onclick: onRetry }, 'Try again'))]),
      h('p', {}, h('a', { href: '#/compare' }, 'Comparing both encoders'), ' needs no server: it runs in this page.'),
    ),
  );
}
