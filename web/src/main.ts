import './design/tokens.css';
import './design/base.css';
import './shell/shell.css';
import './compare/compare.css';
import './compare/board/board.css';
import './compare/board/details.css';
import { Engine, type EngineStatus } from './engine/engine';
import { keepPage } from './offline/registration';
import { mountShell } from './shell/shell';
import { replaceRoute } from './shell/router';
import { applyTheme } from './shell/theme';
import { Value } from './shell/value';

applyTheme();
const status = new Value<EngineStatus>({ phase: 'loading', loaded: 0, total: 0, kept: true });
const engine = new Engine(keepPage, (now) => status.set(now));
mountShell(document.getElementById('app')!, { engine, status, setRest: replaceRoute });
void engine.load();
