import { h } from '../../shell/dom';

/** How to index one's own documents, as commands that work on this page's server. */
export function ownDocuments(): HTMLElement {
  return h('section', { class: 'own-documents' },
    h('h2', {}, 'Index your own'),
    h('p', {}, 'One JSON object a line, with an ', h('code', {}, 'id'), ', a ', h('code', {}, 'text'), ', and if you like a ',
      h('code', {}, 'title'), ' and ', h('code', {}, 'metadata'), ' to filter by:'),
    h('pre', { tabindex: 0 }, h('code', {}, commands(new URL('v1', document.baseURI).href))),
    h('p', { class: 'hint' }, 'Then reload this page. Folders of PDF, Word, Markdown, HTML and CSV files are read by ',
      h('code', {}, 'lodestone index'), '.'));
}

function commands(api: string): string {
  return [
    `curl -X PUT ${api}/collections/mine \\`,
    "  -H 'content-type: application/json' -d '{}'",
    `curl -X POST ${api}/collections/mine/documents \\`,
    "  -H 'content-type: application/x-ndjson' --data-binary @documents.jsonl",
  ].join('\n');
}
