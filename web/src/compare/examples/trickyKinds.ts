import { all, type Example } from '../../recorded/recorded';
import { h } from '../../ui/dom';
import { kindNames } from './kinds';
import './trickyKinds.css';

/** Beside the editor: kinds of tricky queries that these models resolve, an example a click away, and one kind that they do not. */
export function trickyKinds(onChoose: (example: Example) => void): HTMLElement {
  const chip = (example: (typeof all.tricky)[number]) =>
    h(
      'li',
      {},
      h(
        'button',
        { class: 'kind', type: 'button', 'data-resolved': String(example.resolved), onclick: () => onChoose(example) },
        h('span', { class: 'kind-name' }, kindNames[example.kind]),
        h(
          'span',
          { class: 'kind-tally' },
          `${example.tally.crossEncoder} of ${example.tally.of} of its kind`,
          h('span', { class: 'visually-hidden' }, ` by the cross-encoder, ${example.tally.biEncoder} by the bi-encoder`),
        ),
      ),
    );
  const [resolved, not] = [all.tricky.filter((one) => one.resolved), all.tricky.filter((one) => !one.resolved)];
  return h(
    'section',
    { class: 'kinds', 'aria-label': 'Tricky queries' },
    h('h2', {}, 'Tricky, and resolved'),
    h('ul', { class: 'plain' }, ...resolved.map(chip)),
    h('h2', {}, 'Tricky, and not resolved'),
    h('ul', { class: 'plain' }, ...not.map(chip)),
    h(
      'p',
      { class: 'hint' },
      'The counts say how often the cross-encoder put the answer first. They are low because the examples were written to be hard: ' +
        'their decoys repeat the words of the question. Own text of this sort mostly ends the same way.',
    ),
  );
}
