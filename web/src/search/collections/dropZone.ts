import { h } from '../../ui/dom';
import { type Chosen, filesOf } from './droppedFiles';

/** Takes files that are dropped anywhere while the page shows and takes them, and says so while they are held above it. */
export class DropZone {
  readonly element = h(
    'div',
    { class: 'drop-zone', 'aria-hidden': 'true', hidden: true },
    h('p', {}, 'Drop files or folders to add them to a collection'),
  );

  /** @param takes Whether files are taken now. */
  constructor(
    private readonly page: HTMLElement,
    private readonly takes: () => boolean,
    private readonly onFiles: (chosen: Promise<Chosen>) => void,
  ) {
    // Before the frame, which refuses what no page takes.
    const options = { capture: true } as const;
    addEventListener('dragenter', (event) => this.over(event), options);
    addEventListener('dragover', (event) => this.over(event), options);
    addEventListener('dragleave', (event) => event.relatedTarget === null && this.end(), options);
    addEventListener('drop', (event) => this.drop(event), options);
  }

  private over(event: DragEvent): void {
    if (!this.wants(event)) return;
    event.preventDefault();
    event.dataTransfer!.dropEffect = 'copy';
    this.element.hidden = false;
  }

  private drop(event: DragEvent): void {
    this.end();
    if (!this.wants(event)) return;
    event.preventDefault();
    this.onFiles(filesOf(event.dataTransfer!));
  }

  private end(): void {
    this.element.hidden = true;
  }

  private wants({ dataTransfer }: DragEvent): boolean {
    const isShown = this.page.isConnected && this.page.closest('[hidden]') === null;
    return isShown && dataTransfer !== null && dataTransfer.types.includes('Files') && this.takes();
  }
}
