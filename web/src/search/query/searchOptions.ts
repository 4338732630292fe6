import { h } from '../../ui/dom';
import type { Retrieval, SearchRequest } from '../server/contract';

/** What the page always asks for, however few rows it shows: enough to draw what every stage had at its top. */
const columnsNeed = 100;

const retrievals: ReadonlyArray<readonly [Retrieval, string]> = [
  ['hybrid', 'Both'],
  ['dense', 'Meaning'],
  ['keyword', 'Words'],
];

/** The filter and the options of a search, in a panel that opens. */
export class SearchOptions {
  readonly element: HTMLDetailsElement;
  private readonly summary = h('span', { class: 'quiet' });
  private readonly rowsField = number('option-top', 10, 1, 100);
  private readonly candidates = number('option-candidates', 100, 1, 10_000);
  private readonly depth = number('option-depth', 30, 0, 10_000);
  private readonly budget = number('option-budget', null, 0, 86_400_000);
  private readonly exact = h('input', { type: 'checkbox', id: 'option-exact' });
  private readonly retrieval = retrievals.map(([value]) =>
    h('input', { type: 'radio', name: 'retrieval', value, checked: value === 'hybrid' }),
  );

  /** @param filter The field for filters, which has its own way to tell of changes. */
  constructor(filter: HTMLElement, onChange: () => void, onForget: () => void) {
    this.element = h(
      'details',
      { class: 'options' },
      h('summary', {}, h('span', {}, 'Advanced'), ' ', this.summary),
      filter,
      h(
        'div',
        {
          class: 'options-body',
          onchange: () => {
            this.tell();
            onChange();
          },
        },
        h(
          'fieldset',
          { class: 'option' },
          h('legend', {}, 'Find by'),
          h('span', { class: 'segments' }, ...retrievals.map(([, label], i) => h('label', {}, this.retrieval[i], h('span', {}, label)))),
        ),
        option('Rows shown', this.rowsField, 'of each column'),
        option('Candidates', this.candidates, 'that BM25 and the bi-encoder each hand on'),
        option('Rerank depth', this.depth, 'passages the cross-encoder reads; 0: none'),
        option('Budget, ms', this.budget, 'passages not reranked by then keep their places'),
        h('label', { class: 'option option-check' }, this.exact, h('span', {}, 'Exact: compare with every vector')),
        h(
          'p',
          { class: 'hint' },
          `To show what each stage had on top, this page asks for ${columnsNeed} hits; a program asks for the few it needs.`,
        ),
        h(
          'p',
          { class: 'hint' },
          'This browser keeps your last queries, to offer them again. ',
          h('button', { class: 'link-button', type: 'button', onclick: onForget }, 'Forget them'),
        ),
      ),
    );
    this.tell();
  }

  /** How many rows of each column are shown. */
  get rows(): number {
    return read(this.rowsField) ?? 10;
  }

  request(query: string, filter: string): SearchRequest {
    const candidates = read(this.candidates) ?? 100;
    const depth = read(this.depth) ?? 30;
    const budget = read(this.budget);
    return {
      query,
      top: Math.min(candidates, Math.max(columnsNeed, depth, this.rows)),
      candidates,
      retrieval: (this.retrieval.find((button) => button.checked)?.value ?? 'hybrid') as Retrieval,
      rerank: depth === 0 ? false : { depth },
      exact: this.exact.checked,
      // A field that no document has is mostly a typing error, which the form shows beside the filter.
      ...(filter === '' ? {} : { filter, strict: true }),
      ...(budget === null ? {} : { budgetMilliseconds: budget }),
    };
  }

  private tell(): void {
    const depth = read(this.depth) ?? 30;
    const how = retrievals.find(([value]) => this.retrieval.some((button) => button.checked && button.value === value))![1].toLowerCase();
    const budget = read(this.budget);
    this.summary.textContent = [
      how === 'both' ? 'words and meaning' : how,
      depth === 0 ? 'not reranked' : `${depth} reranked`,
      ...(budget === null ? [] : [`within ${budget} ms`]),
      ...(this.exact.checked ? ['exact'] : []),
    ].join(', ');
  }
}

function option(label: string, field: HTMLInputElement, hint: string): HTMLElement {
  return h('div', { class: 'option' }, h('label', { for: field.id }, label), field, h('span', { class: 'hint' }, hint));
}

function number(id: string, value: number | null, min: number, max: number): HTMLInputElement {
  return h('input', { type: 'number', id, min, max, step: 1, value, placeholder: value === null ? 'none' : null, inputmode: 'numeric' });
}

/** The number in a field; what is no number or out of range goes to the server as it is, which says what is accepted. */
function read(field: HTMLInputElement): number | null {
  return field.value === '' ? null : field.valueAsNumber;
}
