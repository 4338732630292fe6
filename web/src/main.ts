import './design/tokens.css';
import './design/base.css';
import './shell/shell.css';
import './compare/compare.css';
import './compare/board/board.css';
import './compare/board/details.css';
import './search/search.css';
import './search/results/results.css';
import './search/trace/trace.css';
import './how/how.css';
import { Engine, type EngineStatus } from './engine/engine';
import { keepPage } from './offline/registration';
import { mountShell } from './shell/shell';
import { replaceRoute } from './shell/router';
import { applyTheme } from './shell/theme';
import { Value } from './shell/value';

applyTheme();
const status = new Value<EngineStatus>({ phase: 'loading', loaded: 0, total: 0, kept: true });
const engine = new Engine(async () => (await keepPage()) === 'kept', (now) => status.set(now));
// Before anything is drawn: what the page waits for is under way.
void engine.load();
mountShell(document.getElementById('app')!, { engine, status, setRest: replaceRoute });
