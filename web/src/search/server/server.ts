import type {
  Access,
  CollectionList,
  CollectionStats,
  CollectionSummary,
  DocumentPage,
  Facets,
  FacetsRequest,
  FieldFacet,
  FoundDocuments,
  Health,
  ModelList,
  ModelSummary,
  Problem,
  ReindexLine,
  ReindexProgress,
  ReindexReport,
  ReindexRequest,
  Scope,
  SearchAnswer,
  SearchRequest,
  StoredDocument,
  UploadLine,
  UploadProgress,
  UploadReport,
} from './contract';
import { eventStream } from './eventStream';
import { NoServerError, problemOf, ServerError } from './serverError';
import { textLines } from './textLines';

/** The parts of a request besides its address. */
interface Sent {
  readonly body?: string | Blob;
  readonly type?: string;
  readonly signal?: AbortSignal;
}

const broken = 'The part that was written stays; send it again to finish it.';

/** The server that this page came from. */
export class Server {
  /** Sent with every request; empty for none. */
  apiKey = '';

  /** Whether a Lodestone server answers at the page's own address. */
  async version(): Promise<string> {
    const health = await this.json<Partial<Health>>('GET', 'health');
    if (health.status !== 'ok') throw new NoServerError('The server that this page came from is not a Lodestone server.');
    return health.version ?? '';
  }

  /** The scope of the key. Where an application decides it by guards of its own, everything is tried. */
  async scope(): Promise<Scope> {
    return ((await this.json<Access>('GET', 'access')).scope as Scope | null) ?? 'admin';
  }

  async models(): Promise<readonly ModelSummary[]> {
    return (await this.json<ModelList>('GET', 'models')).models;
  }

  async collections(): Promise<readonly CollectionSummary[]> {
    return (await this.json<CollectionList>('GET', 'collections')).collections;
  }

  stats(collection: string): Promise<CollectionStats> {
    return this.json('GET', addressOf(collection));
  }

  /** Some documents of a collection, for what their metadata look like. */
  async firstDocuments(collection: string): Promise<DocumentPage['documents']> {
    return (await this.json<DocumentPage>('GET', `${addressOf(collection)}/documents?top=100`)).documents;
  }

  /** Documents by their ids, each that is there; a body holds ids that no address can. */
  async documents(collection: string, ids: readonly string[], signal?: AbortSignal): Promise<readonly StoredDocument[]> {
    const found: StoredDocument[] = [];
    let asked = ids;
    while (asked.length > 0) {
      const answer = await this.json<FoundDocuments>('POST', `${addressOf(collection)}/documents/get`, { ids: asked }, signal);
      found.push(...answer.documents);
      // An answer of long documents ends early, and always has one.
      if (answer.remaining.length >= asked.length) break;
      asked = answer.remaining;
    }
    return found;
  }

  /** Passages like those of a document, by meaning alone. */
  similar(collection: string, documentId: string, top: number, signal: AbortSignal): Promise<SearchAnswer> {
    return this.json('POST', `${addressOf(collection)}/similar`, { documentId, top }, signal);
  }

  async facets(collection: string, request: FacetsRequest, signal: AbortSignal): Promise<readonly FieldFacet[]> {
    return (await this.json<Facets>('POST', `${addressOf(collection)}/facets`, request, signal)).facets;
  }

  make(collection: string): Promise<CollectionStats> {
    return this.json('PUT', addressOf(collection), {});
  }

  rename(collection: string, name: string): Promise<CollectionStats> {
    return this.json('POST', `${addressOf(collection)}/rename`, { name });
  }

  async remove(collection: string): Promise<void> {
    await this.send('DELETE', addressOf(collection), {});
  }

  /** Embeds a collection again; calls back as documents are embedded. */
  async reindex(
    collection: string,
    request: ReindexRequest,
    onProgress: (progress: ReindexProgress) => void,
    signal: AbortSignal,
  ): Promise<ReindexReport> {
    const response = await this.send('POST', `${addressOf(collection)}/reindex`, { body: JSON.stringify(request), signal });
    return lastLine<ReindexProgress, ReindexReport>(response, onProgress);
  }

  /** Sends JSON Lines; calls back as documents are written. */
  async upload(collection: string, lines: string, onProgress: (progress: UploadProgress) => void): Promise<UploadReport> {
    const response = await this.send('POST', `${addressOf(collection)}/documents`, { body: lines, type: 'application/x-ndjson' });
    return lastLine<UploadProgress, UploadReport>(response, onProgress);
  }

  /** Sends a file as it is, which the server reads; calls back as its documents are written. */
  async sendFile(
    collection: string,
    path: string,
    file: Blob,
    onProgress: (progress: UploadProgress) => void,
    signal: AbortSignal,
  ): Promise<UploadReport> {
    const address = `${addressOf(collection)}/files?path=${encodeURIComponent(path)}`;
    const response = await this.send('POST', address, { body: file, type: file.type || 'application/octet-stream', signal });
    return lastLine<UploadProgress, UploadReport>(response, onProgress);
  }

  /** Searches, and gives the fused answer when it comes and then the reranked one, which is also the last. */
  async search(
    collection: string,
    request: SearchRequest,
    signal: AbortSignal,
    onAnswer: (answer: SearchAnswer, final: boolean) => void,
  ): Promise<void> {
    const response = await this.send('POST', `${addressOf(collection)}/search`, {
      body: JSON.stringify({ ...request, stream: true }),
      signal,
    });
    for await (const { name, data } of eventStream(response.body!)) {
      if (name === 'error') throw new ServerError(JSON.parse(data) as Problem);
      onAnswer(JSON.parse(data) as SearchAnswer, name === 'reranked');
      if (name === 'reranked') return;
    }
    throw new NoServerError('The answer broke off before it was complete. Search again.');
  }

  private async json<T>(method: string, path: string, body?: object, signal?: AbortSignal): Promise<T> {
    const response = await this.send(method, path, {
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      ...(signal === undefined ? {} : { signal }),
    });
    if (!/json/.test(response.headers.get('content-type') ?? ''))
      throw new NoServerError('The host of this page is not a Lodestone server.');
    return (await response.json()) as T;
  }

  private async send(method: string, path: string, { body, type = 'application/json', signal }: Sent): Promise<Response> {
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

function addressOf(collection: string): string {
  return `collections/${encodeURIComponent(collection)}`;
}

/** Reads the lines of work that takes its time: progress, and at last a report or the problem that ended it. */
async function lastLine<P extends { readonly type: 'progress' }, R extends { readonly type: 'report' }>(
  response: Response,
  onProgress: (progress: P) => void,
): Promise<R> {
  for await (const line of textLines(response.body!)) {
    if (line === '') continue;
    const event = JSON.parse(line) as P | R | Exclude<UploadLine | ReindexLine, { readonly type: 'progress' | 'report' }>;
    if (event.type === 'error') throw new ServerError((event as { readonly problem: Problem }).problem);
    if (event.type === 'report') return event;
    onProgress(event);
  }
  throw new NoServerError(`The answer broke off before the server reported its end. ${broken}`);
}
