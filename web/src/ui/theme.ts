import { h } from './dom';
import { sunAndMoon } from './icons';

type Theme = 'light' | 'dark';

const key = 'lodestone-theme';

/** Applies the theme that was chosen before; without a choice the system's stays. */
export function applyTheme(): void {
  const chosen = read();
  if (chosen !== null) document.documentElement.dataset['theme'] = chosen;
}

/** A button that changes between light and dark. */
export function themeToggle(): HTMLElement {
  const button = h('button', { class: 'icon-button', type: 'button', onclick: toggle }, sunAndMoon());
  name();
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', name);
  return button;

  function toggle(): void {
    const next: Theme = current() === 'dark' ? 'light' : 'dark';
    document.documentElement.dataset['theme'] = next;
    try {
      localStorage.setItem(key, next);
    } catch (error) {
      console.info('Lodestone: the theme is not remembered here:', error);
    }
    name();
  }

  function name(): void {
    const label = current() === 'dark' ? 'Change to light colours' : 'Change to dark colours';
    button.setAttribute('aria-label', label);
    button.title = label;
  }
}

function current(): Theme {
  const chosen = document.documentElement.dataset['theme'];
  if (chosen === 'light' || chosen === 'dark') return chosen;
  return matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light';
}

function read(): Theme | null {
  try {
    const chosen = localStorage.getItem(key);
    return chosen === 'light' || chosen === 'dark' ? chosen : null;
  } catch {
    // Storage is closed to this page: the system's theme it is.
    return null;
  }
}
