import { h, prose, setText } from '../../ui/dom';
import { count, millisecondsText } from '../../ui/figures';
import type { CollectionSummary, ModelSummary } from '../server/contract';
import type { Server } from '../server/server';
import { sentenceOf } from '../server/serverError';
import { nameFrom } from './fileUpload';

/** Asks for a collection's new name. */
export function changeForm(name: string, onRename: (wanted: string) => void): HTMLElement {
  const field = h('input', {
    type: 'text',
    id: 'rename-to',
    value: name,
    maxlength: 64,
    autocomplete: 'off',
    autocapitalize: 'off',
    spellcheck: false,
    oninput: () => tell(),
  });
  const hint = h('p', { class: 'hint', role: 'status' });
  const button = h('button', { class: 'strong-button', type: 'submit', disabled: true }, 'Rename');
  const tell = () => {
    const wanted = field.value.trim();
    const fitting = nameFrom(wanted);
    button.disabled = wanted === name || wanted === '' || fitting !== wanted;
    setText(
      hint,
      fitting === wanted
        ? 'Links to the old name lead nowhere then.'
        : `A name has small letters, digits, dots, hyphens and underscores${fitting === '' ? '.' : `, such as ${fitting}.`}`,
    );
  };
  return h(
    'form',
    {
      class: 'field',
      onsubmit: (event: Event) => {
        event.preventDefault();
        onRename(field.value.trim());
      },
    },
    h('label', { for: 'rename-to' }, `New name of ${name}`),
    h('div', { class: 'query-row' }, field, button),
    hint,
  );
}

/** Deletes a collection when its name has been typed: nothing brings it back. */
export function deleteForm(name: string, documents: number | null, onDelete: () => void): HTMLElement {
  const button = h('button', { class: 'strong-button danger', type: 'submit', disabled: true }, 'Delete for good');
  const field = h('input', {
    type: 'text',
    id: 'delete-name',
    autocomplete: 'off',
    autocapitalize: 'off',
    spellcheck: false,
    oninput: () => {
      button.disabled = field.value !== name;
    },
  });
  return h(
    'form',
    {
      class: 'field',
      onsubmit: (event: Event) => {
        event.preventDefault();
        if (field.value === name) onDelete();
      },
    },
    h('label', { for: 'delete-name' }, `Type ${name} to delete it${documents === null ? '' : ` with its ${count(documents, 'document')}`}`),
    h('div', { class: 'query-row' }, field, button),
  );
}

/** Embeds a collection again, with another model or other passages, and shows how far that is. */
export function reindexForm(
  server: Server,
  { name, biEncoder }: CollectionSummary,
  models: readonly ModelSummary[],
  onDone: () => void,
): HTMLElement {
  const model = h(
    'select',
    { id: 'reindex-model' },
    ...models.map(({ name }) => h('option', { value: name, selected: name === biEncoder }, name)),
  );
  const tokens = h('input', { type: 'number', id: 'reindex-tokens', min: 16, max: 65_536, step: 1, value: 256, inputmode: 'numeric' });
  const start = h('button', { class: 'strong-button', type: 'submit' }, 'Re-index');
  const stop = h('button', { class: 'quiet-button', type: 'button', hidden: true, onclick: () => running?.abort() }, 'Stop');
  const bar = h('progress', { class: 'wide-bar', max: 1, value: 0, hidden: true, 'aria-label': 'Documents embedded' });
  const said = h(
    'p',
    { class: 'hint', role: 'status' },
    'All documents are embedded again; searches use the present vectors until that is done.',
  );
  const problem = h('p', { class: 'problem', role: 'alert', hidden: true });
  let running: AbortController | null = null;
  const run = async () => {
    const { signal } = (running = new AbortController());
    problem.hidden = true;
    bar.hidden = stop.hidden = false;
    start.disabled = true;
    try {
      const report = await server.reindex(
        name,
        { biEncoder: model.value, passageTokens: tokens.valueAsNumber },
        ({ documents, totalDocuments }) => {
          bar.value = totalDocuments === 0 ? 1 : documents / totalDocuments;
          setText(said, `${documents} of ${count(totalDocuments, 'document')} embedded.`);
        },
        signal,
      );
      setText(
        said,
        report.alreadyCurrent
          ? 'Its vectors are of this model and these passages already: nothing was embedded.'
          : `${count(report.documents + report.resumed, 'document')}, now ${count(report.passages, 'passage')}, ` +
              `in ${millisecondsText(report.milliseconds)}.`,
      );
      onDone();
    } catch (error) {
      if (signal.aborted) setText(said, 'Stopped. The next start with the same model and passages goes on from here.');
      else {
        problem.hidden = false;
        problem.replaceChildren(...prose(sentenceOf(error)));
      }
    }
    bar.hidden = stop.hidden = true;
    start.disabled = false;
  };
  return h(
    'form',
    {
      class: 'field reindex',
      onsubmit: (event: Event) => {
        event.preventDefault();
        void run();
      },
    },
    h('label', { for: 'reindex-model' }, 'Bi-encoder'),
    model,
    h('label', { for: 'reindex-tokens' }, 'Tokens of a passage at most'),
    tokens,
    h('p', { class: 'files-buttons' }, start, stop),
    bar,
    said,
    problem,
  );
}
