import { h, setText } from '../../ui/dom';
import { count } from '../../ui/figures';
import type { FieldFacet } from '../server/contract';
import type { ChoiceValue } from './filterText';
import './facets.css';

/** How many values of a field are shown before one asks for all that were counted. */
const few = 6;

/** The values of a collection's fields with the numbers of documents that have them, each to be chosen by a click. */
export class FacetPanel {
  readonly element: HTMLElement;
  private readonly summary = h('summary', {}, 'Narrow by');
  private readonly fields = h('div', { class: 'facet-fields' });
  private readonly problem = h('p', { class: 'hint', role: 'status', hidden: true });
  private readonly unfolded = new Set<string>();
  private shown: readonly FieldFacet[] = [];
  private chosen: ReadonlyMap<string, readonly ChoiceValue[]> = new Map();

  constructor(private readonly onToggle: (field: string, value: ChoiceValue) => void) {
    const folds = h('details', { class: 'facets-fold', open: true }, this.summary, this.fields, this.problem);
    this.element = h('section', { class: 'facets', 'aria-label': 'Narrow by', hidden: true }, folds);
    // Beside the results they are in the way of nothing; above them they are.
    const narrow = matchMedia('(max-width: 64rem)');
    const fold = () => {
      folds.open = !narrow.matches;
    };
    narrow.addEventListener('change', fold);
    fold();
  }

  show(facets: readonly FieldFacet[], chosen: ReadonlyMap<string, readonly ChoiceValue[]>): void {
    this.shown = facets;
    this.chosen = chosen;
    this.problem.hidden = true;
    const number = [...chosen.values()].reduce((sum, values) => sum + values.length, 0);
    setText(this.summary, number === 0 ? 'Narrow by' : `Narrow by · ${number} chosen`);
    this.draw();
  }

  /** Says why there are no counts. */
  complain(sentence: string): void {
    this.shown = [];
    this.draw();
    this.problem.hidden = false;
    setText(this.problem, sentence);
    this.element.hidden = false;
  }

  private draw(): void {
    const focused = document.activeElement instanceof HTMLElement ? document.activeElement.dataset['facet'] : undefined;
    this.element.hidden = this.shown.length === 0;
    this.fields.replaceChildren(...this.shown.map((facet) => this.field(facet)));
    // The boxes are made again when the counts come; the focus stays on the same value.
    if (focused !== undefined)
      [...this.fields.querySelectorAll<HTMLElement>('[data-facet]')].find(({ dataset }) => dataset['facet'] === focused)?.focus();
  }

  private field({ field, values, distinctValues }: FieldFacet): HTMLElement {
    const chosen = this.chosen.get(field) ?? [];
    const counted = values.map(({ value, documents }) => [value, documents] as const);
    // A chosen value stays, so that it can be taken back, whether a document has it or not.
    const listed = [
      ...counted,
      ...chosen.filter((value) => !counted.some(([other]) => other === value)).map((value) => [value, 0] as const),
    ];
    const isWhole = listed.length <= few + 1 || this.unfolded.has(field);
    const first = isWhole ? listed : listed.filter(([value], i) => i < few || chosen.includes(value));
    return h(
      'fieldset',
      { class: 'facet' },
      h('legend', {}, field),
      ...first.map(([value, documents]) => this.value(field, value, documents, chosen.includes(value))),
      isWhole
        ? distinctValues > counted.length && h('p', { class: 'hint' }, `and ${count(distinctValues - counted.length, 'rarer value')}`)
        : h(
            'button',
            {
              class: 'link-button',
              type: 'button',
              'data-facet': `${field}\0more`,
              onclick: () => {
                this.unfolded.add(field);
                this.draw();
              },
            },
            `Show ${listed.length - first.length} more`,
          ),
    );
  }

  private value(field: string, value: ChoiceValue, documents: number, checked: boolean): HTMLElement {
    return h(
      'label',
      { class: 'facet-value' },
      h('input', {
        type: 'checkbox',
        checked,
        'data-facet': `${field}\0${JSON.stringify(value)}`,
        onchange: () => this.onToggle(field, value),
      }),
      h('span', { class: 'facet-name', title: String(value) }, String(value)),
      ' ',
      h('span', { class: 'facet-count' }, h('span', { class: 'visually-hidden' }, ', documents: '), documents.toLocaleString('en-US')),
    );
  }
}
