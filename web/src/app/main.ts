import '../ui/tokens.css';
import '../ui/base.css';
import '../ui/controls.css';
import { Engine, type EngineStatus } from '../engine/engine';
import { keepPage } from '../offline/registration';
import { Signal } from '../ui/signal';
import { applyTheme } from '../ui/theme';
import { mountFrame } from './frame';
import { replaceRoute } from './router';

applyTheme();
const status = new Signal<EngineStatus>({ phase: 'loading', loaded: 0, total: 0, kept: true });
const engine = new Engine(
  async () => (await keepPage()) === 'kept',
  (now) => status.set(now),
);
// Before anything is drawn: what the page waits for is under way.
void engine.load();
mountFrame(document.getElementById('app')!, { engine, status, setRest: replaceRoute });
