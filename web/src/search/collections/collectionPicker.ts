import { h } from '../../ui/dom';
import { count } from '../../ui/figures';
import type { CollectionSummary } from '../server/contract';

/** Which collection is searched. */
export class CollectionPicker {
  readonly element: HTMLElement;
  private readonly select = h('select', { id: 'collection', onchange: () => this.onChoose(this.select.value) });
  private readonly announced = h('p', { class: 'hint' });
  private collections: readonly CollectionSummary[] = [];

  /** @param onManage Called for everything else that can be done with collections. */
  constructor(
    private readonly onChoose: (name: string) => void,
    onManage: () => void,
  ) {
    this.element = h(
      'div',
      { class: 'field collection' },
      h('label', { for: 'collection' }, 'Collection'),
      this.select,
      this.announced,
      h('button', { class: 'link-button manage', type: 'button', onclick: onManage }, 'Add files, manage collections'),
    );
  }

  show(collections: readonly CollectionSummary[], chosen: string): void {
    this.collections = collections;
    this.select.replaceChildren(
      ...collections.map(({ name, problem }) =>
        h('option', { value: name, disabled: problem !== null }, problem === null ? name : `${name} (cannot be opened)`),
      ),
    );
    this.select.value = chosen;
    this.choose(chosen);
  }

  choose(name: string): void {
    const collection = this.collections.find((known) => known.name === name);
    this.select.value = name;
    const broken = this.collections.filter(({ problem }) => problem !== null).map(({ problem }) => problem);
    const size =
      collection === undefined
        ? []
        : [
            `${count(collection.documents ?? 0, 'document')}, ${count(collection.passages ?? 0, 'passage')}, ` +
              `embedded with ${collection.biEncoder ?? 'no model yet'}.`,
          ];
    this.announced.textContent = [...size, ...broken].join(' ');
  }
}
