import type { EngineStatus } from '../engine/engine';
import { type App, type Page, type PageView, titleChanged } from '../page';
import { h, setText } from '../ui/dom';
import { mark } from '../ui/icons';
import { themeToggle } from '../ui/theme';
import { enginePanel } from './enginePanel';
import { pages } from './pages';
import { privacySentence } from './privacy';
import { readRoute } from './router';
import { refuseStrayDrops } from './strayDrops';
import './frame.css';

/** The frame round the pages: header, navigation, what went wrong, footer. */
export function mountFrame(host: HTMLElement, app: App): void {
  const main = h('main', { id: 'main', tabindex: -1 });
  const links = pages.map((page) => h('a', { href: `#/${page.name}` }, page.label));
  const privacy = h('p', {});
  const failure = h('div', { class: 'failure', role: 'alert', hidden: true });
  const unknown = h('p', { class: 'unknown-page', role: 'status', hidden: true });
  host.append(
    h(
      'a',
      {
        class: 'skip',
        href: '#main',
        onclick: (event: Event) => {
          event.preventDefault();
          main.focus();
        },
      },
      'Skip to the page',
    ),
    h(
      'header',
      { class: 'bar' },
      h('a', { class: 'brand', href: `#/${pages[0]!.name}` }, mark(), 'Lodestone'),
      h('nav', { 'aria-label': 'Pages' }, ...links),
      h('div', { class: 'bar-end' }, ...enginePanel(app), themeToggle()),
    ),
    failure,
    unknown,
    main,
    footer(privacy),
  );
  let shown = pages[0]!;
  app.status.follow((status) => {
    showFailure(failure, status);
    showPrivacy(privacy, shown, status);
  });

  const views = new Map<string, PageView>();
  const title = () => {
    document.title = `${views.get(shown.name)?.title?.() ?? shown.label} · Lodestone`;
  };
  addEventListener(titleChanged, title);
  const open = () => {
    const { page, rest, unknown: name } = readRoute(location.hash, pages);
    unknown.hidden = name === undefined;
    setText(unknown, name === undefined ? '' : `There is no page “${name}” here. This is ${page.label}.`);
    let view = views.get(page.name);
    if (view === undefined) {
      view = page.create(app);
      views.set(page.name, view);
      main.append(view.element);
    }
    for (const [name, other] of views) other.element.hidden = name !== page.name;
    links.forEach((link, i) => {
      if (pages[i] === page) link.setAttribute('aria-current', 'page');
      else link.removeAttribute('aria-current');
    });
    shown = page;
    showPrivacy(privacy, page, app.status.get());
    view.show?.(rest);
    title();
  };
  addEventListener('hashchange', () => {
    open();
    scrollTo(0, 0);
  });
  open();
  refuseStrayDrops(window);
}

function showFailure(failure: HTMLElement, status: EngineStatus): void {
  failure.hidden = status.phase !== 'failed';
  if (status.phase !== 'failed') return failure.replaceChildren();
  const again = h('button', { class: 'quiet-button', type: 'button', onclick: () => location.reload() }, 'Try again');
  failure.replaceChildren(h('span', {}, status.sentence), again);
}

function showPrivacy(privacy: HTMLElement, page: Page, status: EngineStatus): void {
  const [strong, more] = page.sends ?? privacySentence(status);
  privacy.replaceChildren(h('strong', {}, strong), ` ${more}`);
}

function footer(privacy: HTMLElement): HTMLElement {
  return h(
    'footer',
    {},
    privacy,
    h(
      'p',
      { class: 'quiet' },
      'bge-small-en-v1.5 (MIT, BAAI) and ms-marco-minilm-l12-v2 (Apache-2.0, cross-encoder), int8. Lodestone is Apache-2.0. ',
      h('a', { href: 'licences.txt' }, 'Licences'),
    ),
  );
}
