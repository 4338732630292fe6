const name = 'lodestone-api-key';

/** The key as long as the tab's session lasts: it outlives a reload, and no other tab has it. */
export class SessionKey {
  /** @param storage Gives the session's storage; throws where there is none. */
  constructor(private readonly storage: () => Pick<Storage, 'getItem' | 'removeItem' | 'setItem'>) {}

  /** The key; empty when there is none. */
  read(): string {
    try {
      return this.storage().getItem(name) ?? '';
    } catch (error) {
      console.info('Lodestone: no key can be read:', error);
      return '';
    }
  }

  /** Keeps a key; an empty one is forgotten. */
  write(key: string): void {
    try {
      if (key === '') this.storage().removeItem(name);
      else this.storage().setItem(name, key);
    } catch (error) {
      // Closed to this page: it lasts as long as the page.
      console.info('Lodestone: the key will not outlive a reload:', error);
    }
  }
}
