// The shapes of the server's routes that this page uses, by the names it has for them. The shapes themselves are generated from
// docs/openapi.json: `npm run contract` writes those that are named here.
import type { components } from './openapi';

type Schemas = components['schemas'];

export type Health = Schemas['HealthResponse'];
export type CollectionList = Schemas['CollectionListResponse'];
export type CollectionSummary = Schemas['CollectionResponse'];
export type CollectionStats = Schemas['StatsResponse'];
export type DocumentPage = Schemas['DocumentPageResponse'];
export type Problem = Schemas['Problem'];

export type SearchRequest = Schemas['SearchRequest'];
export type Retrieval = NonNullable<SearchRequest['retrieval']>;
export type SearchAnswer = Schemas['SearchResponse'];
export type Hit = Schemas['HitResponse'];
export type Outcome = Schemas['HitOutcome'];
export type Trace = Schemas['TraceResponse'];
export type Stage = Schemas['StageResponse'];

/** A value by which a filter can choose. */
export type MetadataValue = Hit['metadata'][string];

/** A line of an upload's answer. The description has its `type` as any string; docs/http.md shows them. */
export type UploadLine = UploadProgress | UploadReport | UploadError;
export type UploadProgress = Schemas['UploadProgressResponse'] & { readonly type: 'progress' };
export type UploadReport = Schemas['IndexingResponse'] & { readonly type: 'report' };
type UploadError = Schemas['UploadErrorResponse'] & { readonly type: 'error' };
