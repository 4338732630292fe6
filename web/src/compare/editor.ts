import { maxPassages } from '../engine/comparing/comparer';
import type { Passage } from '../engine/comparing/comparison';
import { EngineError, sentenceFor } from '../engine/engineError';
import { isBlank } from '../engine/tokenization/blankText';
import { h, setText } from '../ui/dom';
import { count } from '../ui/figures';
import type { Draft } from './ownText';
import { fileKinds, maxFileBytes, readPassageFile } from './passages/passageFile';
import { parsePassages, type Split, sayHow, writePassages } from './passages/passageText';
import { languageRemark, pasteOffer } from './passages/pasteOffer';
import './editor.css';

const splits: ReadonlyArray<readonly [Split, string]> = [
  ['auto', 'Detect'],
  ['lines', 'One a line'],
  ['blocks', 'Blank lines'],
];

/** Where the query and the passages are written, pasted or dropped. */
export class Editor {
  readonly element: HTMLElement;
  private readonly query: HTMLTextAreaElement;
  private readonly passages: HTMLTextAreaElement;
  private readonly announced = h('p', { class: 'hint', id: 'passages-said', 'aria-live': 'polite' });
  private sentence: string | null = null;
  private fileSentence: string | null = null;
  private readonly problem = h('p', { class: 'problem', role: 'alert', hidden: true });
  private readonly splitButtons: readonly HTMLInputElement[];
  private readonly offer = h('p', { class: 'paste-offer', role: 'status', hidden: true });
  private readonly fold = h('button', {
    class: 'fold quiet-button',
    type: 'button',
    'aria-expanded': 'false',
    'aria-controls': 'passages-field',
  });
  private readonly passagesField: HTMLElement;
  private ids = new Map<string, string>();

  constructor(private readonly onEdit: () => void) {
    this.query = h('textarea', { id: 'query', rows: 2, spellcheck: false, oninput: () => this.edited() });
    this.passages = h('textarea', {
      id: 'passages',
      rows: 6,
      spellcheck: false,
      'aria-describedby': 'passages-said',
      oninput: () => this.edited(),
    });
    this.splitButtons = splits.map(([split]) =>
      h('input', { type: 'radio', name: 'split', value: split, checked: split === 'auto', onchange: () => this.edited() }),
    );
    const file = h('input', {
      type: 'file',
      id: 'file',
      class: 'hidden-input',
      accept: fileKinds.join(','),
      onchange: () => void this.take(file.files),
    });
    const drop = h(
      'div',
      { class: 'drop' },
      this.passages,
      h('div', { class: 'drop-note', 'aria-hidden': 'true' }, `Drop a ${fileKinds.join(', ')} file`),
    );
    this.acceptDrops(drop);
    this.fold.addEventListener('click', () => this.open(this.fold.getAttribute('aria-expanded') !== 'true'));
    this.passagesField = h(
      'div',
      { class: 'field passages-field', id: 'passages-field' },
      h(
        'div',
        { class: 'label-row' },
        h('label', { for: 'passages' }, 'Passages'),
        h('label', { for: 'file', class: 'text-button' }, 'Choose a file'),
        file,
      ),
      drop,
      this.announced,
      h(
        'fieldset',
        { class: 'segments' },
        h('legend', { class: 'visually-hidden' }, 'How passages are separated'),
        ...splits.map(([, label], i) => h('label', {}, this.splitButtons[i], h('span', {}, label))),
      ),
    );
    this.element = h(
      'div',
      { class: 'editor' },
      h('div', { class: 'field query-field' }, h('label', { for: 'query' }, 'Query'), this.query),
      this.fold,
      this.passagesField,
      this.offer,
      this.problem,
    );
  }

  /** Where there is little room the passages are folded away until somebody wants to edit them. */
  open(open: boolean): void {
    this.fold.setAttribute('aria-expanded', String(open));
    this.passagesField.classList.toggle('open', open);
    if (open) this.passages.focus();
  }

  /** Puts the cursor into the query, all of it selected. */
  focusQuery(): void {
    this.query.focus();
    this.query.select();
  }

  get text(): string {
    return this.query.value.trim();
  }

  /** Whether there is no passage at all. */
  get isEmpty(): boolean {
    return isBlank(this.passages.value);
  }

  /** The passages as they are written now; a passage that is unchanged keeps the id it came with. */
  read(): Passage[] {
    if (this.passages.value.length > maxFileBytes) {
      throw new EngineError(
        `The passages have ${this.passages.value.length.toLocaleString('en-US')} characters; this page takes up to ` +
          `${maxFileBytes.toLocaleString('en-US')}. ${maxPassages} passages that the models read whole need half of that.`,
      );
    }
    return parsePassages(this.passages.value, this.split).passages.map((text) => {
      const id = this.ids.get(text);
      return id === undefined ? { text } : { text, id };
    });
  }

  /** Puts a query and passages in. */
  write(query: string | null, passages: readonly Passage[]): void {
    const { text, split } = writePassages(passages);
    if (query !== null) this.query.value = query;
    this.passages.value = text;
    this.setSplit(split);
    this.ids = new Map();
    parsePassages(text, split).passages.forEach((written, i) => {
      const id = passages[i]?.id;
      if (id !== undefined) this.ids.set(written, id);
    });
    this.tell();
  }

  /** What is written now, as it is written. */
  get draft(): Omit<Draft, 'answers'> {
    return { query: this.query.value, passages: this.passages.value, split: this.split, ids: [...this.ids] };
  }

  /** Puts back what was written before; null empties both fields. */
  restore(draft: Draft | null): void {
    const { query, passages, split, ids } = draft ?? { query: '', passages: '', split: 'auto', ids: [] };
    this.query.value = query;
    this.passages.value = passages;
    this.setSplit(split);
    this.ids = new Map(ids);
    this.complainOfFile(null);
    this.tell();
  }

  /** Shows a sentence about what was given; null takes it away. What is said of a file stays until the next edit. */
  complain(sentence: string | null): void {
    this.sentence = sentence;
    const shown = this.fileSentence ?? sentence;
    this.problem.hidden = shown === null;
    setText(this.problem, shown ?? '');
  }

  private complainOfFile(sentence: string | null): void {
    this.fileSentence = sentence;
    this.complain(this.sentence);
  }

  private get split(): Split {
    return (this.splitButtons.find((button) => button.checked)?.value ?? 'auto') as Split;
  }

  private setSplit(split: Split): void {
    for (const button of this.splitButtons) button.checked = button.value === split;
  }

  private edited(): void {
    this.complainOfFile(null);
    this.tell();
    this.onEdit();
  }

  private tell(): void {
    const text = this.passages.value.slice(0, maxFileBytes);
    const parsed = parsePassages(text, this.split);
    setText(this.announced, sayHow(parsed, this.split));
    setText(this.fold, parsed.passages.length === 0 ? 'Write passages' : `${count(parsed.passages.length, 'passage')} · edit`);
    this.tellOffer(text);
  }

  /** One remark: that the text is a table or the like, or in a language that the models do not know. */
  private tellOffer(text: string): void {
    const offer = pasteOffer(text);
    const remark = offer === null ? languageRemark(this.query.value, text) : offer.sentence;
    this.offer.hidden = remark === null;
    this.offer.replaceChildren(remark ?? '');
    if (offer === null) return;
    const take = () => {
      this.write(null, offer.take());
      this.onEdit();
      this.passages.focus();
    };
    this.offer.append(' ', h('button', { class: 'quiet-button', type: 'button', onclick: take }, offer.action));
  }

  /** Takes files wherever on the page they are dropped; the box of passages shows where they go. */
  private acceptDrops(box: HTMLElement): void {
    const isFile = (event: DragEvent) => this.element.closest('[hidden]') === null && event.dataTransfer?.types.includes('Files') === true;
    const over = (event: DragEvent) => {
      if (!isFile(event)) return;
      event.preventDefault();
      // Whoever heard it before may have refused it.
      event.dataTransfer!.dropEffect = 'copy';
      box.classList.add('over');
    };
    addEventListener('dragenter', over);
    addEventListener('dragover', over);
    addEventListener('dragleave', (event) => {
      // From one element to the next it is still over the page.
      if (event.relatedTarget === null) box.classList.remove('over');
    });
    addEventListener('drop', (event) => {
      box.classList.remove('over');
      if (isFile(event)) {
        event.preventDefault();
        void this.take(event.dataTransfer!.files);
      }
    });
  }

  private async take(files: FileList | null): Promise<void> {
    const file = files?.[0];
    if (file === undefined) return;
    try {
      if (files!.length > 1)
        throw new EngineError(`${files!.length} files were given; this page reads one at a time. Put the passages into one file.`);
      const passages = await readPassageFile(file);
      if (passages.length === 0) throw new EngineError(`${file.name} has no passages: it is empty.`);
      this.complainOfFile(null);
      this.write(null, passages);
      this.onEdit();
    } catch (error) {
      this.complainOfFile(sentenceFor(error));
    }
  }
}
