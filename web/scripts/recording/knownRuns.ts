import { appendFileSync, existsSync, mkdirSync, readFileSync } from 'node:fs';
import { dirname } from 'node:path';

/** Answers of model runs in a file that only this script reads: a line each, the later one counts. It may be deleted at any time. */
export class KnownRuns {
  private readonly answers = new Map<string, unknown>();

  /** @param path Null keeps nothing beyond this process. */
  constructor(private readonly path: string | null) {
    if (path === null) return;
    mkdirSync(dirname(path), { recursive: true });
    if (!existsSync(path)) return;
    for (const line of readFileSync(path, 'utf8').split('\n').slice(0, -1)) {
      const [key, answer] = JSON.parse(line) as [string, unknown];
      this.answers.set(key, answer);
    }
  }

  async get<T>(key: string, run: () => Promise<T>): Promise<T> {
    if (this.answers.has(key)) return this.answers.get(key) as T;
    const answer = await run();
    this.answers.set(key, answer);
    if (this.path !== null) appendFileSync(this.path, `${JSON.stringify([key, answer])}\n`);
    return answer;
  }
}
