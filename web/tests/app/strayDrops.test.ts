import { expect, test } from 'vitest';
import { refuseStrayDrops } from '../../src/app/strayDrops';

function dropped(target: EventTarget, types: readonly string[], name = 'drop'): Event & { dataTransfer: { dropEffect: string } } {
  const event = Object.assign(new Event(name, { cancelable: true }), { dataTransfer: { types, dropEffect: 'copy' } });
  target.dispatchEvent(event);
  return event;
}

test('refuseStrayDrops_OfAFile_KeepsTheBrowserFromOpeningIt', () => {
  const window = new EventTarget();
  refuseStrayDrops(window);
  for (const name of ['dragover', 'drop']) {
    const event = dropped(window, ['Files'], name);
    expect([event.defaultPrevented, event.dataTransfer.dropEffect]).toEqual([true, 'none']);
  }
});

test('refuseStrayDrops_OfTextOrWhatAPageTook_LeavesIt', () => {
  const window = new EventTarget();
  window.addEventListener('drop', (event) => {
    if (taking) event.preventDefault();
  });
  let taking = false;
  refuseStrayDrops(window);
  expect(dropped(window, ['text/plain']).defaultPrevented).toBe(false);
  taking = true;
  expect(dropped(window, ['Files']).dataTransfer.dropEffect).toBe('copy');
});
