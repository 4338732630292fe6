import { h, prose, setText } from '../../ui/dom';
import { count, megabytes } from '../../ui/figures';
import type { Scope } from '../server/contract';
import type { Server } from '../server/server';
import { sentenceOf } from '../server/serverError';
import { type Chosen, type ChosenFile, filesIn } from './droppedFiles';
import { type FileProblem, nameFrom, type UploadState, uploadFiles } from './fileUpload';

/** How many problems are listed before one asks for all. */
const few = 20;

/** Sends files to a collection that is there or that is made for them, and says what became of each. */
export class AddFiles {
  readonly element: HTMLElement;
  private readonly name = h('input', {
    type: 'text',
    id: 'files-collection',
    list: 'files-collections',
    autocomplete: 'off',
    autocapitalize: 'off',
    spellcheck: false,
    maxlength: 64,
    oninput: () => this.tellWhere(),
  });
  private readonly names = h('datalist', { id: 'files-collections' });
  private readonly where = h('p', { class: 'hint' });
  private readonly picked = h('p', { class: 'files-picked', role: 'status' });
  private readonly start = h('button', { class: 'strong-button', type: 'button', onclick: () => void this.send() }, 'Add them');
  private readonly stop = h(
    'button',
    { class: 'quiet-button', type: 'button', hidden: true, onclick: () => this.running?.abort() },
    'Stop',
  );
  private readonly bar = h('progress', { class: 'wide-bar', max: 1, value: 0, hidden: true, 'aria-label': 'Files sent' });
  private readonly announced = h('p', { class: 'files-state', role: 'status' });
  private readonly problem = h('p', { class: 'problem', role: 'alert', hidden: true });
  private readonly found = h('div', { class: 'files-found' });
  private files: readonly ChosenFile[] = [];
  private known: readonly string[] = [];
  private scope: Scope = 'read';
  private running: AbortController | null = null;

  /** @param onAdded Called with the collection, when documents have been written to it. */
  constructor(
    private readonly server: Server,
    private readonly onAdded: (collection: string) => void,
  ) {
    const field = (id: string, label: string, folder: boolean) => {
      const input: HTMLInputElement = h('input', {
        type: 'file',
        id,
        class: 'hidden-input',
        multiple: true,
        webkitdirectory: folder,
        onchange: () => {
          if (input.files !== null) this.take(filesIn(input.files));
          input.value = '';
        },
      });
      return [input, h('label', { for: id, class: 'quiet-button' }, label)];
    };
    this.element = h(
      'section',
      { class: 'add-files', 'aria-labelledby': 'add-files-title' },
      h('h3', { id: 'add-files-title' }, 'Add files'),
      h(
        'p',
        {},
        'PDF, Word, PowerPoint, Excel, HTML, Markdown, e-mail, notebooks, CSV, JSON Lines, text and source code, up to 64 MiB each. ' +
          'Drop them anywhere on this page, or:',
      ),
      h('p', { class: 'files-buttons' }, ...field('files-input', 'Choose files', false), ...field('folder-input', 'Choose a folder', true)),
      this.picked,
      h('div', { class: 'field' }, h('label', { for: 'files-collection' }, 'Into the collection'), this.name, this.names, this.where),
      h('p', { class: 'files-buttons' }, this.start, this.stop),
      this.bar,
      this.announced,
      this.problem,
      this.found,
    );
  }

  /** Whether files are being sent. */
  get isRunning(): boolean {
    return this.running !== null;
  }

  /** @param chosen The collection that is searched; empty for none. */
  show(known: readonly string[], chosen: string, scope: Scope): void {
    this.known = known;
    this.scope = scope;
    this.element.hidden = scope === 'read';
    this.names.replaceChildren(...known.map((value) => h('option', { value })));
    if (this.name.value === '') this.name.value = chosen;
    this.tellWhere();
  }

  /** Takes what was dropped or chosen, to be sent when the collection is named. */
  take({ files, hidden }: Chosen): void {
    if (this.isRunning) return;
    this.files = files;
    this.found.replaceChildren();
    this.problem.hidden = true;
    this.bar.hidden = true;
    setText(this.announced, '');
    const size = files.reduce((sum, { file }) => sum + file.size, 0);
    const left = hidden === 0 ? '' : ` ${count(hidden, 'hidden file')} left out.`;
    setText(
      this.picked,
      files.length === 0 ? `There is no file to read in it.${left}` : `${count(files.length, 'file')}, ${megabytes(size)}.${left}`,
    );
    if (this.name.value === '' && files.length > 0) {
      const [first] = files[0]!.path.split('/');
      this.name.value = nameFrom(first!.includes('.') ? 'documents' : first!) || 'documents';
    }
    this.tellWhere();
  }

  private tellWhere(): void {
    const name = this.name.value.trim();
    const isThere = this.known.includes(name);
    const isName = nameFrom(name) === name && name !== '';
    const mayMake = this.scope === 'admin';
    const says = isThere
      ? 'Files that are in it already are replaced when they have changed, and skipped when they have not.'
      : name === ''
        ? 'Name a collection.'
        : !isName
          ? `A name has small letters, digits, dots, hyphens and underscores${nameFrom(name) === '' ? '.' : `, such as ${nameFrom(name)}.`}`
          : mayMake
            ? 'It will be made.'
            : `There is none of this name, and your key may not make one. Choose ${this.known.join(', ')}.`;
    setText(this.where, says);
    this.start.disabled = this.isRunning || this.files.length === 0 || !isName || !(isThere || mayMake);
  }

  private async send(): Promise<void> {
    const collection = this.name.value.trim();
    const running = (this.running = new AbortController());
    this.begin();
    let last: UploadState | null = null;
    try {
      if (!this.known.includes(collection)) await this.server.make(collection);
      await uploadFiles(
        this.files,
        (path, file, onProgress, signal) => this.server.sendFile(collection, path, file, onProgress, signal),
        pause,
        (state) => {
          last = state;
          this.tell(state);
        },
        running.signal,
      );
      this.files = [];
      setText(this.picked, '');
    } catch (error) {
      if (running.signal.aborted) setText(this.announced, `Stopped. ${this.announced.textContent ?? ''}`);
      else {
        this.problem.hidden = false;
        this.problem.replaceChildren(...prose(sentenceOf(error)));
      }
    }
    this.running = null;
    this.stop.hidden = true;
    this.name.disabled = false;
    this.list(last);
    this.tellWhere();
    this.onAdded(collection);
  }

  private begin(): void {
    this.problem.hidden = true;
    this.found.replaceChildren();
    this.bar.hidden = this.stop.hidden = false;
    this.bar.value = 0;
    this.name.disabled = this.start.disabled = true;
  }

  private tell({ files, totalFiles, added, replaced, unchanged, passages, current, embedded, problems }: UploadState): void {
    this.bar.value = totalFiles === 0 ? 1 : files / totalFiles;
    const done = [
      `${files} of ${count(totalFiles, 'file')}`,
      `${count(added, 'new document')}`,
      ...(replaced > 0 ? [`${replaced} replaced`] : []),
      ...(unchanged > 0 ? [`${unchanged} unchanged`] : []),
      count(passages, 'passage'),
      ...(problems.length > 0 ? [count(problems.length, 'problem')] : []),
    ].join(', ');
    setText(
      this.announced,
      current === null ? `Done: ${done}.` : `${done}. ${current}${embedded > 0 ? `, ${count(embedded, 'passage')} embedded` : ''} …`,
    );
  }

  private list(state: UploadState | null): void {
    if (state === null) return;
    const { problems, notes } = state;
    this.found.replaceChildren(
      ...(problems.length === 0 ? [] : [listed('Could not be read', problems, true)]),
      ...(notes.length === 0 ? [] : [listed('Read, with a remark', notes, false)]),
    );
  }
}

/** Problems by file, in the order in which they came. */
function listed(title: string, problems: readonly FileProblem[], open: boolean): HTMLElement {
  const item = ({ path, line, reason }: FileProblem) =>
    h('li', {}, h('b', { class: 'file-path' }, path), line === null ? ' ' : ` line ${line} `, h('span', { class: 'file-reason' }, reason));
  const list = h('ul', { class: 'plain file-problems' }, ...problems.slice(0, few).map(item));
  const rest = problems.slice(few);
  const more: HTMLElement = h(
    'button',
    {
      class: 'link-button',
      type: 'button',
      onclick: () => {
        list.append(...rest.map(item));
        more.remove();
      },
    },
    `Show ${rest.length} more`,
  );
  return h('details', { open }, h('summary', {}, `${title} (${problems.length})`), list, rest.length > 0 && more);
}

/** Waits as long as a busy server asks to; ends with the signal. */
function pause(seconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(resolve, seconds * 1000);
    signal.addEventListener('abort', () => {
      clearTimeout(timer);
      reject(signal.reason as Error);
    });
  });
}
