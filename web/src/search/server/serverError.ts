import type { Problem } from './contract';

/** The server refused: its problem, as it said it. */
export class ServerError extends Error {
  override readonly name = 'ServerError';

  constructor(readonly problem: Problem) {
    super(problem.detail);
  }

  get needsKey(): boolean {
    return this.problem.status === 401;
  }
}

/** There is no server at the page's own address, or none that answers. */
export class NoServerError extends Error {
  override readonly name = 'NoServerError';
}

/** The problem of an answer that is not a success; a server in between may answer in another form. */
export async function problemOf(response: Response): Promise<Problem> {
  const text = await response.text();
  if (/json/.test(response.headers.get('content-type') ?? '')) {
    const problem = JSON.parse(text) as Partial<Problem>;
    if (typeof problem.detail === 'string')
      return { type: 'about:blank', title: '', ...problem, detail: problem.detail, status: response.status };
  }
  return {
    type: 'about:blank',
    title: response.statusText,
    status: response.status,
    detail:
      response.status === 401
        ? 'The server requires an API key.'
        : `The server answered with the status ${response.status} and no explanation. Its log may say more.`,
  };
}

/** The sentence for whatever went wrong between page and server. */
export function sentenceOf(error: unknown): string {
  if (error instanceof ServerError) {
    const { detail, retryAfterSeconds } = error.problem;
    return typeof retryAfterSeconds === 'number' ? `${detail} Try again in ${retryAfterSeconds} s.` : detail;
  }
  if (error instanceof NoServerError) return error.message;
  return `An unexpected error: ${String(error instanceof Error ? error.message : error).slice(0, 300)}`;
}
