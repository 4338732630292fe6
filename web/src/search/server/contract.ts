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

export type Access = Schemas['AccessResponse'];
export type Scope = 'read' | 'write' | 'admin';
export type ModelList = Schemas['ModelListResponse'];
export type ModelSummary = ModelList['models'][number];
export type StoredDocument = Schemas['DocumentResponse'];
export type FoundDocuments = Schemas['GetResponse'];

/** The values of fields, counted over the documents that match a filter. */
export type FacetsRequest = Schemas['FacetsRequest'];
export type Facets = Schemas['FacetsResponse'];
export type FieldFacet = Facets['facets'][number];

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
/** A line of the answer to an embedding of a whole collection. */
export type ReindexLine = ReindexProgress | ReindexReport | UploadError;
export type ReindexRequest = Schemas['ReindexRequest'];
export type ReindexProgress = Schemas['ReindexProgressResponse'] & { readonly type: 'progress' };
export type ReindexReport = Schemas['ReindexResponse'] & { readonly type: 'report' };
type UploadError = Schemas['UploadErrorResponse'] & { readonly type: 'error' };
