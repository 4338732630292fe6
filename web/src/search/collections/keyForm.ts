import { h, prose } from '../../ui/dom';
import './collections.css';

/** Asks for an API key, where the server wants one. The page keeps it for the session of its tab only. */
export function keyForm(sentence: string, onKey: (key: string) => void): HTMLElement {
  const field = h('input', { type: 'password', id: 'api-key', autocomplete: 'off', required: true });
  return h(
    'form',
    {
      class: 'key-form',
      onsubmit: (event: Event) => {
        event.preventDefault();
        onKey(field.value.trim());
      },
    },
    h('h1', {}, 'This server requires an API key'),
    h('p', {}, ...prose(sentence)),
    h(
      'div',
      { class: 'field' },
      h('label', { for: 'api-key' }, 'API key'),
      h('div', { class: 'query-row' }, field, h('button', { class: 'strong-button', type: 'submit' }, 'Use it')),
    ),
    h(
      'p',
      { class: 'hint' },
      'This tab keeps it until it is closed, and no other tab has it. Make one with ',
      h('code', {}, 'lodestone keys add --scope read'),
      '; to create collections too, with ',
      h('code', {}, '--scope admin'),
      '.',
    ),
  );
}
