import { graphFile } from './graphFile';
import { type ModelSource, runtime } from './modelSource';

const key = 'lodestone-checked';
const most = 16;

/**
 * Whether a model has passed its check in this browser, the same graph with the same runtime. Bytes that are the same give the same
 * answers, and the check costs a tenth of the time to the first answer.
 */
export function hasPassed(model: ModelSource): boolean {
  return read().includes(nameOf(model));
}

export function rememberPassed(model: ModelSource): void {
  const others = read().filter((name) => name !== nameOf(model));
  try {
    localStorage.setItem(key, JSON.stringify([nameOf(model), ...others].slice(0, most)));
  } catch (error) {
    console.info('Lodestone: that a model passed its check is not remembered here:', error);
  }
}

function read(): string[] {
  try {
    const names: unknown = JSON.parse(localStorage.getItem(key) ?? '[]');
    return Array.isArray(names) ? names.map(String) : [];
  } catch {
    // Storage is closed to this page, or somebody else wrote there: every check is run.
    return [];
  }
}

function nameOf({ files }: ModelSource): string {
  return `${files[graphFile]!.sha256} ${runtime.sha256} ${navigator.userAgent}`;
}
