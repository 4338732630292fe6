/**
 * Has a file that is dropped where no page takes one do nothing. The browser would open it instead of the page, and what was written on it
 * would be gone.
 */
export function refuseStrayDrops(target: EventTarget): void {
  const refuse = (event: Event) => {
    const { dataTransfer } = event as DragEvent;
    if (event.defaultPrevented || !dataTransfer?.types.includes('Files')) return;
    event.preventDefault();
    dataTransfer.dropEffect = 'none';
  };
  target.addEventListener('dragover', refuse);
  target.addEventListener('drop', refuse);
}
