import { h } from '../../ui/dom';
import type { ChoiceValue, FilterParts } from './filterText';

/** The values and conditions that narrow the results, each with a button that takes it back. */
export class ChoiceChips {
  readonly element = h('div', { class: 'choices', role: 'group', 'aria-label': 'Narrowed by', hidden: true });

  constructor(private readonly onChange: (parts: FilterParts) => void) {}

  show(parts: FilterParts): void {
    const { choices, rest } = parts;
    const chosen = [...choices].flatMap(([field, values]) => values.map((value) => this.choice(parts, field, value)));
    const conditions = rest.map((clause, i) =>
      this.chip(clause, 'choice condition', { choices, rest: rest.filter((_, other) => other !== i) }),
    );
    const all = [...chosen, ...conditions];
    this.element.hidden = all.length === 0;
    this.element.replaceChildren(
      ...all,
      ...(all.length < 2
        ? []
        : [
            h(
              'button',
              { class: 'link-button', type: 'button', onclick: () => this.onChange({ choices: new Map(), rest: [] }) },
              'Take all back',
            ),
          ]),
    );
  }

  private choice(parts: FilterParts, field: string, value: ChoiceValue): HTMLElement {
    const left = (parts.choices.get(field) ?? []).filter((other) => other !== value);
    const choices = new Map(parts.choices);
    if (left.length === 0) choices.delete(field);
    else choices.set(field, left);
    return this.chip(`${field}: ${String(value)}`, 'choice', { choices, rest: parts.rest });
  }

  private chip(text: string, kind: string, after: FilterParts): HTMLElement {
    return h(
      'button',
      { class: kind, type: 'button', onclick: () => this.onChange(after) },
      h('span', { class: 'visually-hidden' }, 'Take back '),
      h('span', { class: 'choice-text' }, text),
      h('span', { class: 'choice-cross', 'aria-hidden': 'true' }, '×'),
    );
  }
}
