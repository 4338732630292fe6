import { Dialog } from '../../ui/dialog';
import { h, prose } from '../../ui/dom';
import { count } from '../../ui/figures';
import type { CollectionSummary, ModelSummary, Scope } from '../server/contract';
import type { Server } from '../server/server';
import { sentenceOf } from '../server/serverError';
import { AddFiles } from './addFiles';
import { changeForm, deleteForm, reindexForm } from './collectionForms';
import type { Chosen } from './droppedFiles';
import { OwnDocuments } from './ownDocuments';
import './drawer.css';

/** The server's collections, to be made, filled, renamed, embedded again and deleted, as far as the key allows. */
export class CollectionsDrawer {
  readonly element: HTMLDialogElement;
  private readonly dialog = new Dialog('drawer-title');
  private readonly list = h('ul', { class: 'plain drawer-collections' });
  private readonly problem = h('p', { class: 'problem', role: 'alert', hidden: true });
  private readonly said = h('p', { class: 'hint', role: 'status' });
  private readonly key = h('section', { class: 'drawer-key', hidden: true });
  private readonly own = new OwnDocuments();
  private readonly files: AddFiles;
  /** The open form of each collection, which stays while the list is drawn again. */
  private readonly panels = new Map<string, HTMLElement>();
  private collections: readonly CollectionSummary[] = [];
  private models: readonly ModelSummary[] | null = null;
  private chosen = '';
  private scope: Scope = 'read';

  /**
   * @param onChanged Called when the collections have changed, with the one to show now.
   * @param onKey Called when another key is to be used.
   */
  constructor(
    private readonly server: Server,
    private readonly onChanged: (collection: string) => void,
    private readonly onKey: () => void,
  ) {
    this.files = new AddFiles(server, onChanged);
    this.element = this.dialog.element;
    this.element.classList.add('drawer');
    this.dialog.fill(
      h('h2', { id: 'drawer-title' }, 'Collections'),
      this.list,
      this.problem,
      this.said,
      this.files.element,
      h('details', { class: 'drawer-commands' }, h('summary', {}, 'By command'), this.own.element),
      this.key,
    );
  }

  show(collections: readonly CollectionSummary[], chosen: string, scope: Scope): void {
    this.collections = collections;
    this.chosen = chosen;
    this.scope = scope;
    const usable = collections.filter(({ problem }) => problem === null).map(({ name }) => name);
    this.files.show(usable, chosen, scope);
    this.own.show(this.server.apiKey !== '');
    this.draw();
  }

  open(): void {
    this.dialog.open();
  }

  /** Opens it with files that were dropped on the page. */
  async add(chosen: Promise<Chosen>): Promise<void> {
    this.open();
    try {
      this.files.take(await chosen);
    } catch (error) {
      this.complain(error);
    }
  }

  private draw(): void {
    this.list.replaceChildren(
      ...(this.collections.length === 0
        ? [h('li', { class: 'hint' }, 'There is none yet.')]
        : this.collections.map((one) => this.row(one))),
    );
    this.key.hidden = this.server.apiKey === '';
    this.key.replaceChildren(
      h('h3', {}, 'API key'),
      h('p', {}, `Your key allows to ${scopeText[this.scope]}. This tab keeps it until it is closed. `),
      h('button', { class: 'quiet-button', type: 'button', onclick: () => this.askForKey() }, 'Use another key'),
    );
  }

  private row(collection: CollectionSummary): HTMLElement {
    const { name, documents, passages, biEncoder, problem } = collection;
    const panel = this.panels.get(name) ?? h('div', { class: 'drawer-form' });
    this.panels.set(name, panel);
    const isUsable = problem === null;
    const act = (label: string, form: () => HTMLElement | Promise<HTMLElement>) =>
      h('button', { class: 'link-button', type: 'button', onclick: () => void this.unfold(panel, form) }, label);
    return h(
      'li',
      { class: 'drawer-collection', 'data-name': name },
      h(
        'div',
        { class: 'drawer-line' },
        h('b', { class: 'drawer-name' }, name),
        isUsable && name !== this.chosen
          ? h('button', { class: 'link-button', type: 'button', onclick: () => this.choose(name) }, 'Search it')
          : name === this.chosen && h('span', { class: 'quiet' }, 'searched now'),
      ),
      h(
        'p',
        { class: 'hint' },
        problem ?? `${count(documents ?? 0, 'document')}, ${count(passages ?? 0, 'passage')}${biEncoder === null ? '' : `, ${biEncoder}`}`,
      ),
      this.scope === 'admin' &&
        h(
          'p',
          { class: 'drawer-actions' },
          act('Rename', () =>
            changeForm(
              name,
              (wanted) => void this.run(panel, () => this.server.rename(name, wanted), `“${name}” is “${wanted}” now.`, wanted),
            ),
          ),
          isUsable &&
            act('Re-index', async () => reindexForm(this.server, collection, await this.encoders(), () => this.onChanged(this.chosen))),
          act('Delete', () =>
            deleteForm(
              name,
              documents,
              () => void this.run(panel, () => this.server.remove(name), `“${name}” is deleted.`, name === this.chosen ? '' : this.chosen),
            ),
          ),
        ),
      panel,
    );
  }

  private async unfold(panel: HTMLElement, form: () => HTMLElement | Promise<HTMLElement>): Promise<void> {
    for (const other of this.list.querySelectorAll('.drawer-form')) if (other !== panel) other.replaceChildren();
    this.problem.hidden = true;
    try {
      panel.replaceChildren(await form());
      panel.querySelector<HTMLElement>('input, select')?.focus();
    } catch (error) {
      this.complain(error);
    }
  }

  private async run(panel: HTMLElement, change: () => Promise<unknown>, done: string, next: string): Promise<void> {
    this.problem.hidden = true;
    try {
      await change();
      panel.replaceChildren();
      this.said.textContent = done;
      this.onChanged(next);
    } catch (error) {
      this.complain(error);
    }
  }

  private askForKey(): void {
    // A dialog that is taken from the page while it is open would come back without its backdrop.
    this.element.close();
    this.onKey();
  }

  private choose(name: string): void {
    this.element.close();
    this.onChanged(name);
  }

  private async encoders(): Promise<readonly ModelSummary[]> {
    this.models ??= await this.server.models();
    return this.models.filter(({ kind }) => kind === 'biEncoder');
  }

  private complain(error: unknown): void {
    this.problem.hidden = false;
    this.problem.replaceChildren(...prose(sentenceOf(error)));
  }
}

const scopeText: Readonly<Record<Scope, string>> = {
  read: 'search and read',
  write: 'search, and to write and delete documents',
  admin: 'do everything, collections included',
};
