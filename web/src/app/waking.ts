import type { Engine } from '../engine/engine';
import type { Signal } from '../ui/signal';

/** Of the browser's `navigator.connection`, where there is one. */
export interface Connection {
  readonly saveData?: boolean;
  readonly type?: string;
  readonly effectiveType?: string;
}

/** Whether a visitor is asked before something large is transferred: by the byte, or slowly. */
export function isMetered(connection: Connection | undefined): boolean {
  if (connection === undefined) return false;
  return connection.saveData === true || connection.type === 'cellular' || /^(slow-)?[23]g$/.test(connection.effectiveType ?? '');
}

/**
 * Decides when the models are loaded: when the page has nothing else to do, or at once when a visitor writes; on a metered connection
 * only when the visitor says so. What this browser has kept transfers nothing, so it is never asked for.
 */
export class Waking {
  constructor(
    private readonly engine: Pick<Engine, 'load' | 'isKept'>,
    private readonly asks: Signal<boolean>,
    private readonly connection: Connection | undefined,
    private readonly whenIdle: (load: () => void) => void,
  ) {}

  /** For a page that shows something already, and would show more with the models. */
  soon(): void {
    void this.decide((load) => this.whenIdle(load));
  }

  /** For a visitor who waits for the models. */
  now(): void {
    void this.decide((load) => load());
  }

  /** The visitor has said so. */
  agreed(): void {
    this.asks.set(false);
    void this.engine.load();
  }

  private async decide(when: (load: () => void) => void): Promise<void> {
    if (isMetered(this.connection) && !(await this.engine.isKept())) return this.asks.set(true);
    when(() => this.agreed());
  }
}

/** Calls when the page is loaded, or does not come to its end, and the browser has nothing else to do; it may call twice. */
export function idle(call: () => void): void {
  const wait = () => {
    if ('requestIdleCallback' in window) window.requestIdleCallback(call, { timeout: 2_000 });
    else setTimeout(call, 200);
  };
  if (document.readyState === 'complete') return wait();
  // A file that never comes must not keep the models from being loaded.
  const late = setTimeout(wait, 4_000);
  addEventListener(
    'load',
    () => {
      clearTimeout(late);
      wait();
    },
    { once: true },
  );
}
