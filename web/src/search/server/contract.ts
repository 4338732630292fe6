// The shapes of the server's routes that this page uses, by the names it has for them. The shapes themselves are generated from
// docs/openapi.json: `npm run contract` writes those that are named here.
import type { components } from './openapi';

type Schemas = components['schemas'];

export type Health = Schemas['HealthAnswer'];
export type CollectionList = Schemas['CollectionListAnswer'];
export type CollectionSummary = Schemas['CollectionAnswer'];
export type CollectionStats = Schemas['StatsAnswer'];
export type DocumentPage = Schemas['DocumentPageAnswer'];
export type Problem = Schemas['Problem'];

export type SearchRequest = Schemas['SearchRequest'];
export type Retrieval = NonNullable<SearchRequest['retrieval']>;
export type SearchAnswer = Schemas['SearchAnswer'];
export type Hit = Schemas['HitAnswer'];
export type Outcome = Schemas['RerankOutcome'];
export type Trace = Schemas['TraceAnswer'];
export type Stage = Schemas['StageAnswer'];

/** A value by which a filter can choose. */
export type MetadataValue = Hit['metadata'][string];

/** A line of an upload's answer. The description has its `type` as any string; docs/http.md shows them. */
export type UploadLine = UploadProgress | UploadReport | UploadError;
export type UploadProgress = Schemas['UploadProgressAnswer'] & { readonly type: 'progress' };
export type UploadReport = Schemas['IndexingAnswer'] & { readonly type: 'report' };
type UploadError = Schemas['UploadErrorAnswer'] & { readonly type: 'error' };
