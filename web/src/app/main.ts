import '../ui/tokens.css';
import '../ui/base.css';
import '../ui/controls.css';
import { asleep, Engine, type EngineStatus } from '../engine/engine';
import { loadSampleMap } from '../explainer/map/passages';
import { keepPage } from '../offline/registration';
import { Signal } from '../ui/signal';
import { applyTheme } from '../ui/theme';
import { mountFrame } from './frame';
import { pushRoute, replaceRoute } from './router';
import { type Connection, idle, Waking } from './waking';

applyTheme();
const status = new Signal<EngineStatus>(asleep);
const asks = new Signal(false);
const engine = new Engine(
  async () => (await keepPage()) === 'kept',
  (now) => status.set(now),
);
const models = new Waking(engine, asks, (navigator as { connection?: Connection }).connection, idle);
// Before the models, so that opening How it works later asks for nothing; where it fails, that page tries again and says so.
idle(() => void loadSampleMap().catch(() => undefined));
mountFrame(document.getElementById('app')!, { engine, status, asks, models, setRest: replaceRoute, pushRest: pushRoute });
