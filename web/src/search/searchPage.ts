import type { App, Page, PageView } from '../page';
import { h } from '../ui/dom';
import { keyForm } from './collections/keyForm';
import { noServer } from './collections/noServer';
import { SearchController } from './searchController';
import { Server } from './server/server';
import { ServerError, sentenceOf } from './server/serverError';
import { SessionKey } from './server/sessionKey';

/** The build for file hosts has no server to ask; asking would be a failed request for nothing. */
const hasServer = import.meta.env.MODE !== 'static';

/** Search over the server's collections. A page from a plain file host has no server, and says so. */
export const searchPage: Page = {
  name: 'search',
  label: 'Search',
  create: (app) => new SearchPage(app),
  ...(hasServer
    ? ({
        sends: [
          'Your queries and files go to the server that this page came from,',
          'and nowhere else. The pages beside this one send nothing.',
        ],
      } as const)
    : {}),
};

class SearchPage implements PageView {
  readonly element = h('div', { class: 'search' });
  private readonly server = new Server();
  private readonly key = new SessionKey(() => sessionStorage);
  private readonly controller: SearchController;
  private rest = '';

  constructor(app: App) {
    const keepAddress = (rest: string) => {
      this.rest = rest;
      app.setRest(searchPage.name, rest);
      return `#/${searchPage.name}/${rest}`;
    };
    this.server.apiKey = this.key.read();
    this.controller = new SearchController(
      this.server,
      keepAddress,
      (error) => this.fail(error),
      () => this.askForKey('Give the key that this tab is to use from now on.'),
    );
    if (hasServer) void this.begin();
    else this.element.append(noServer('This copy of the page comes from a plain file host, which cannot search documents.', null));
  }

  /** Opens what a link carries; without one, what is on the page stays. */
  show(rest: string): void {
    if (rest === '' || rest === this.rest) return;
    this.rest = rest;
    this.controller.open(rest);
  }

  private async begin(): Promise<void> {
    this.element.replaceChildren(h('p', { class: 'hint', role: 'status' }, 'Asking the server …'));
    try {
      await this.server.version();
      await this.controller.load();
      this.element.replaceChildren(this.controller.element);
    } catch (error) {
      this.fail(error);
    }
  }

  private fail(error: unknown): void {
    if (error instanceof ServerError && error.needsKey) {
      const wasRefused = this.server.apiKey !== '';
      // A key that was revoked is not tried again after a reload.
      this.use('');
      return this.askForKey(wasRefused ? `The key was not accepted. ${error.message}` : error.message);
    }
    this.element.replaceChildren(noServer(sentenceOf(error), () => void this.begin()));
  }

  private askForKey(sentence: string): void {
    const form = keyForm(sentence, (key) => {
      this.use(key);
      void this.begin();
    });
    this.element.replaceChildren(form);
    form.querySelector('input')?.focus();
  }

  private use(key: string): void {
    this.server.apiKey = key;
    this.key.write(key);
  }
}
