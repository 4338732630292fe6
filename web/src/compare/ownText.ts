import { parsePassages, type Split } from './passages/passageText';
import type { SharedState } from './sharing/shareLink';

/** What is written in the editor, as it is written there. */
export interface Draft {
  readonly query: string;
  readonly passages: string;
  readonly split: Split;
  /** Passages that came with an id, and that id. */
  readonly ids: ReadonlyArray<readonly [passage: string, id: string]>;
  /** Texts of the passages that the visitor has marked as the answer. */
  readonly answers?: readonly string[];
}

const key = 'lodestone-own-text';

/** The visitor's own text, so that looking at a scenario or a reload does not lose it. It is kept for this tab alone. */
export class OwnText {
  private kept: Draft | null = null;
  private isShown = false;

  /** @param storage Gives where it outlives a reload; throws where there is no such place. */
  constructor(private readonly storage: () => Pick<Storage, 'getItem' | 'setItem'>) {
    try {
      const kept = JSON.parse(storage().getItem(key) ?? 'null') as { draft: unknown; shown: unknown } | null;
      this.kept = isDraft(kept?.draft) ? kept.draft : null;
      this.isShown = kept?.shown === true;
    } catch (error) {
      console.info('Lodestone: no text of this tab can be read:', error);
    }
  }

  /** The last one; null while nothing was written. */
  get draft(): Draft | null {
    return this.kept;
  }

  /** Whether it was on the page last. */
  get shown(): boolean {
    return this.isShown;
  }

  /** Keeps what is written now. */
  keep(draft: Draft): void {
    this.kept = draft.query.trim() === '' && draft.passages.trim() === '' ? null : draft;
    this.isShown = true;
    this.store();
  }

  /** Notes whether it is on the page. */
  setShown(shown: boolean): void {
    if (this.isShown === shown) return;
    this.isShown = shown;
    this.store();
  }

  /** Whether a link carries the same: a page that is reloaded has its own text in its address. */
  isIn({ query, passages }: SharedState): boolean {
    if (this.kept === null || this.kept.query.trim() !== query.trim()) return false;
    const own = parsePassages(this.kept.passages, this.kept.split).passages;
    return own.length === passages.length && own.every((text, i) => text === passages[i]!.text.trim());
  }

  private store(): void {
    try {
      this.storage().setItem(key, JSON.stringify({ draft: this.kept, shown: this.isShown }));
    } catch (error) {
      // Closed to this page, or full: the text lasts as long as the page.
      console.info('Lodestone: the text will not outlive a reload:', error);
    }
  }
}

function isDraft(value: unknown): value is Draft {
  const draft = value as Partial<Record<keyof Draft, unknown>> | null | undefined;
  return (
    typeof draft === 'object' &&
    draft !== null &&
    typeof draft.query === 'string' &&
    typeof draft.passages === 'string' &&
    (draft.split === 'auto' || draft.split === 'lines' || draft.split === 'blocks') &&
    Array.isArray(draft.ids) &&
    (draft.answers === undefined || (Array.isArray(draft.answers) && draft.answers.every((text: unknown) => typeof text === 'string'))) &&
    draft.ids.every((pair: unknown) => Array.isArray(pair) && pair.length === 2 && pair.every((part) => typeof part === 'string'))
  );
}
