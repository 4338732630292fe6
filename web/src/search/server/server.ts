import type {
  CollectionList,
  CollectionStats,
  CollectionSummary,
  DocumentPage,
  Health,
  Problem,
  SearchAnswer,
  SearchRequest,
  UploadLine,
  UploadProgress,
  UploadReport,
} from './contract';
import { eventStream } from './eventStream';
import { NoServerError, problemOf, ServerError } from './serverError';
import { textLines } from './textLines';

/** The server that this page came from. */
export class Server {
  /** Kept in memory, so that it is gone with the page. */
  apiKey = '';

  /** Whether a Lodestone server answers at the page's own address. */
  async version(): Promise<string> {
    const health = await this.json<Partial<Health>>('GET', 'health');
    if (health.status !== 'ok') throw new NoServerError('The server that this page came from is not a Lodestone server.');
    return health.version ?? '';
  }

  async collections(): Promise<readonly CollectionSummary[]> {
    return (await this.json<CollectionList>('GET', 'collections')).collections;
  }

  /** Some documents of a collection, for what their metadata look like. */
  async firstDocuments(collection: string): Promise<DocumentPage['documents']> {
    const path = `collections/${encodeURIComponent(collection)}/documents?top=100`;
    return (await this.json<DocumentPage>('GET', path)).documents;
  }

  make(collection: string): Promise<CollectionStats> {
    return this.json('PUT', `collections/${encodeURIComponent(collection)}`, '{}');
  }

  /** Sends JSON Lines; calls back as documents are written. */
  async upload(collection: string, lines: string, onProgress: (progress: UploadProgress) => void): Promise<UploadReport> {
    const path = `collections/${encodeURIComponent(collection)}/documents`;
    const response = await this.send('POST', path, { body: lines, type: 'application/x-ndjson' });
    for await (const line of textLines(response.body!)) {
      if (line === '') continue;
      const event = JSON.parse(line) as UploadLine;
      if (event.type === 'error') throw new ServerError(event.problem);
      if (event.type === 'report') return event;
      onProgress(event);
    }
    throw new NoServerError('The upload broke off before the server reported its end. What was written stays; send it again to finish it.');
  }

  /** Searches, and gives the fused answer when it comes and then the reranked one, which is also the last. */
  async search(
    collection: string,
    request: SearchRequest,
    signal: AbortSignal,
    onAnswer: (answer: SearchAnswer, final: boolean) => void,
  ): Promise<void> {
    const path = `collections/${encodeURIComponent(collection)}/search`;
    const response = await this.send('POST', path, { body: JSON.stringify({ ...request, stream: true }), signal });
    for await (const { name, data } of eventStream(response.body!)) {
      if (name === 'error') throw new ServerError(JSON.parse(data) as Problem);
      onAnswer(JSON.parse(data) as SearchAnswer, name === 'reranked');
      if (name === 'reranked') return;
    }
    throw new NoServerError('The answer broke off before it was complete. Search again.');
  }

  private async json<T>(method: string, path: string, body?: string): Promise<T> {
    const response = await this.send(method, path, body === undefined ? {} : { body });
    if (!/json/.test(response.headers.get('content-type') ?? ''))
      throw new NoServerError('The host of this page is not a Lodestone server.');
    return (await response.json()) as T;
  }

  private async send(
    method: string,
    path: string,
    { body, type = 'application/json', signal }: { body?: string; type?: string; signal?: AbortSignal },
  ): Promise<Response> {
    const headers: Record<string, string> = body === undefined ? {} : { 'content-type': type };
    if (this.apiKey !== '') headers['authorization'] = `Bearer ${this.apiKey}`;
    let response: Response;
    try {
      // Relative to the page, so that the server may be mounted below a path.
      response = await fetch(`v1/${path}`, { method, headers, body: body ?? null, signal: signal ?? null });
    } catch (error) {
      if (signal?.aborted) throw error;
      throw new NoServerError('The server does not answer. See whether `lodestone serve` still runs, then try again.');
    }
    if (!response.ok) throw new ServerError(await problemOf(response));
    return response;
  }
}
