import type { Engine, EngineStatus } from './engine/engine';
import type { Signal } from './ui/signal';

/** What every page has at hand. */
export interface App {
  readonly engine: Engine;
  readonly status: Signal<EngineStatus>;
  /** Whether the visitor is asked before the models are loaded. */
  readonly asks: Signal<boolean>;
  /** Has the models loaded; until one of these is called, no part of them is. */
  readonly models: {
    /** When the page has nothing else to do. */
    readonly soon: () => void;
    /** At once: the visitor waits for them. */
    readonly now: () => void;
    /** At once, on a metered connection too. */
    readonly agreed: () => void;
  };
  /** Writes the rest of the page's address (after `#/name/`) without a step in the history. */
  readonly setRest: (page: string, rest: string) => void;
  /** The same, as a step in the history. */
  readonly pushRest: (page: string, rest: string) => void;
}

/** A page of the demo. It is made once, when it is first opened, and keeps its state while another is shown. */
export interface Page {
  /** Its address: `#/name`. */
  readonly name: string;
  /** What the navigation calls it. */
  readonly label: string;
  readonly create: (app: App) => PageView;
  /** For a page that sends what is written on it: what and where to, the heavy part first. The others send nothing. */
  readonly sends?: readonly [strong: string, rest: string];
}

export interface PageView {
  readonly element: HTMLElement;
  /** Called whenever its address is opened, with what follows `#/name/`. */
  readonly show?: (rest: string) => void;
  /** What the tab is called while this page shows it. Default: the page's label. */
  readonly title?: () => string;
}

/** Tells the frame that a page's title has changed. */
export const titleChanged = 'lodestone:title';
