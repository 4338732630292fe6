// Generated from docs/openapi.json by `npm run contract`: not to be edited.

export type paths = Record<string, never>;
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        /** @description All collections of the server. */
        readonly CollectionListResponse: {
            /** @description By name, in ordinal order. */
            readonly collections: readonly components["schemas"]["CollectionResponse"][];
        };
        /** @description One collection of the list. */
        readonly CollectionResponse: {
            /** @description Its name. */
            readonly name: string;
            /**
             * Format: int64
             * @description Documents; null when it cannot be opened.
             */
            readonly documents: null | number;
            /**
             * Format: int64
             * @description Passages; null when it cannot be opened.
             */
            readonly passages: null | number;
            /** @description The bi-encoder it is embedded with; null when it cannot be opened. */
            readonly biEncoder: null | string;
            /** @description The reason that it cannot be opened; null when it can. */
            readonly problem: null | string;
        };
        /** @description A heading within a document's text. */
        readonly DocumentHeading: {
            /**
             * Format: int32
             * @description The index of its first UTF-16 character in the text.
             */
            readonly start: number;
            /**
             * Format: int32
             * @description 1 for the outermost.
             */
            readonly level: number;
            /** @description Its words. */
            readonly text: string;
        };
        /** @description Documents by rising id. */
        readonly DocumentPageResponse: {
            /** @description The documents of the page. */
            readonly documents: readonly components["schemas"]["DocumentResponse"][];
            /** @description The value of `after` for the next page; null when this is the last. */
            readonly next: null | string;
        };
        /** @description A document as it is kept. */
        readonly DocumentResponse: {
            /** @description Its id. */
            readonly id: string;
            /** @description Its title; empty if it has none. */
            readonly title: string;
            /** @description Its text. */
            readonly text: string;
            /** @description Where sections begin in the text, rising. */
            readonly headings: readonly components["schemas"]["DocumentHeading"][];
            /** @description Typed values to filter by. */
            readonly metadata: {
                readonly [key: string]: string | number | boolean | readonly string[];
            };
        };
        /** @description The state of the process. */
        readonly HealthResponse: {
            /** @description Always `ok`. */
            readonly status: string;
            /** @description The server's version. */
            readonly version: string;
        };
        /**
         * @description Whether the cross-encoder read a hit, and if not, why.
         * @enum {unknown}
         */
        readonly HitOutcome: "reranked" | "notAsked" | "belowDepth" | "outOfTime" | "withoutWords" | "pending";
        /** @description One passage that was found, and its way through every stage; null for a stage that it did not pass. */
        readonly HitResponse: {
            /**
             * Format: int32
             * @description The place in the result; 1 for the best. Counts on over pages.
             */
            readonly rank: number;
            /**
             * Format: double
             * @description The score the result is ordered by; comparable within one result only.
             */
            readonly finalScore: number;
            /** @description The document's id. */
            readonly documentId: string;
            /** @description The document's title; empty if it has none. */
            readonly title: string;
            /** @description The headings above the passage, outermost first; empty if there are none. */
            readonly heading: string;
            /** @description The passage's text. */
            readonly text: string;
            /**
             * Format: int32
             * @description The passage's number within the document, from 0.
             */
            readonly passage: number;
            /** @description Start and end of the passage in the document's text, in UTF-16 characters from 0. */
            readonly range: readonly number[];
            /** @description Starts and ends of words of the query in the passage's text, in UTF-16 characters from 0. */
            readonly highlights: readonly (readonly number[])[];
            /** @description The document's metadata. */
            readonly metadata: {
                readonly [key: string]: string | number | boolean | readonly string[];
            };
            readonly bm25: null | components["schemas"]["ScorePlaceResponse"];
            readonly biEncoder: null | components["schemas"]["SimilarityPlaceResponse"];
            /** @description The place before reranking. */
            readonly fused: components["schemas"]["ScorePlaceResponse"];
            readonly crossEncoder: null | components["schemas"]["RerankPlaceResponse"];
            /** @description Whether the cross-encoder read it, and if not, why. */
            readonly outcome: components["schemas"]["HitOutcome"];
        };
        /** @description The result of an indexing run. */
        readonly IndexingResponse: {
            /** @description `report` on the last line of an upload's answer; absent elsewhere. */
            readonly type?: null | string;
            /**
             * Format: int32
             * @description Documents that are new.
             */
            readonly added: number;
            /**
             * Format: int32
             * @description Documents that took the place of an older version.
             */
            readonly replaced: number;
            /**
             * Format: int32
             * @description Documents that were there to the letter, and cost nothing.
             */
            readonly unchanged: number;
            /**
             * Format: int32
             * @description Documents of which a later one of the same run has the same id.
             */
            readonly superseded: number;
            /** @description The first of those ids. */
            readonly supersededIds: readonly string[];
            /**
             * Format: int32
             * @description Passages that were written.
             */
            readonly passages: number;
            /**
             * Format: int32
             * @description Passages that were embedded; the others' texts had been before.
             */
            readonly embedded: number;
            /**
             * Format: int32
             * @description Tokens that no vector covers.
             */
            readonly tokensDropped: number;
            /**
             * Format: double
             * @description How long it took.
             */
            readonly milliseconds: number;
            /**
             * Format: int64
             * @description The collection's state after the last batch; 0 if there was none.
             */
            readonly sequence: number;
            /** @description Ids of documents without words: kept, but no search finds them. */
            readonly withoutWords: readonly string[];
            /** @description The files and records that could not be read, with the reason. */
            readonly problems: readonly {
                /** @description The file; `body` for the body of a request. */
                readonly path: string;
                /**
                 * Format: int64
                 * @description The line on which the record begins, from 1; null when the problem is the file's.
                 */
                readonly line: null | number;
                /**
                 * @description The cause of a failed read.
                 * @enum {unknown}
                 */
                readonly kind: "inaccessible" | "unknownFormat" | "binary" | "tooLarge" | "malformed" | "encrypted" | "noText" | "unusableField" | "linkNotFollowed";
                /** @description The reason, for a person. */
                readonly reason: string;
            }[];
            /** @description Notes on documents that were read. */
            readonly notes: readonly {
                /** @description The file. */
                readonly path: string;
                /**
                 * Format: int64
                 * @description The line on which the record begins, from 1; null for a file that is one document.
                 */
                readonly line: null | number;
                /**
                 * @description The kind of a note about a document that was read.
                 * @enum {unknown}
                 */
                readonly kind: "encoding" | "replacedCharacters" | "fieldLeftOut" | "partWithoutText" | "outOfOrder" | "fontLeftOut";
                /** @description The note, for a person. */
                readonly message: string;
            }[];
        };
        /** @description An error, in the form of RFC 9457. */
        readonly Problem: {
            /** @description A name that never changes, such as `urn:lodestone:error:collection-not-found`. */
            readonly type: string;
            /** @description The kind of problem in a few words. */
            readonly title: string;
            /**
             * Format: int32
             * @description The HTTP status.
             */
            readonly status: number;
            /** @description The request, the finding, what is accepted, and what to do. */
            readonly detail: string;
            /** @description The field of the request that is meant; absent when none is. */
            readonly field?: null | string;
            /** @description The values that are known in its place; absent when there is no such list. */
            readonly known?: null | readonly string[];
            /**
             * Format: int64
             * @description The line of the request's body, from 1; absent when it is not about one.
             */
            readonly line?: null | number;
            /** @description Finds the request in the log; only with the server's own defects. */
            readonly traceId?: null | string;
            /**
             * Format: int32
             * @description Seconds after which it may go better; also the Retry-After header. Absent when waiting does not help.
             */
            readonly retryAfterSeconds?: null | number;
        };
        /** @description The cross-encoder's score of a hit. */
        readonly RerankPlaceResponse: {
            /**
             * Format: float
             * @description The model's raw output, unbounded.
             */
            readonly logit: number;
            /**
             * Format: double
             * @description The logit as a probability, from 0 to 1; it saturates.
             */
            readonly probability: number;
            /**
             * Format: int32
             * @description The place by logit among the passages it read; 1 for the best.
             */
            readonly rank: number;
            /**
             * Format: int32
             * @description Tokens of the passage that it did not read for want of room.
             */
            readonly droppedTokens: number;
        };
        /** @description A score, and the place it gives. */
        readonly ScorePlaceResponse: {
            /**
             * Format: double
             * @description BM25's score, or the fused one; comparable within one result only.
             */
            readonly score: number;
            /**
             * Format: int32
             * @description 1 for the best.
             */
            readonly rank: number;
        };
        /** @description A search. Everything but the query has a default. */
        readonly SearchRequest: {
            /** @description The query, in plain words: there is no query syntax. Not blank. */
            readonly query: string;
            /**
             * Format: int32
             * @description How many hits come back. Default: 10.
             */
            readonly top?: null | number;
            /**
             * Format: int32
             * @description How many hits to pass over, for paging. Default: 0. Together with top at most candidates of each first stage.
             */
            readonly skip?: null | number;
            /**
             * Format: int32
             * @description How many passages each first stage hands on. Default: 100.
             */
            readonly candidates?: null | number;
            /**
             * @description The first stages that run. Default: hybrid.
             * @enum {unknown}
             */
            readonly retrieval?: "hybrid" | "dense" | "keyword" | null;
            /** @description How the first stages' scores become one. */
            readonly fusion?: {
                /**
                 * @description The weighted sum of scores, each brought to 0 to 1, or reciprocal rank fusion. Default: minMax.
                 * @enum {unknown}
                 */
                readonly method?: "minMax" | "reciprocalRank" | null;
                /**
                 * Format: double
                 * @description BM25's weight; only its ratio to the other counts. Default: 0.5.
                 */
                readonly bm25Weight?: null | number;
                /**
                 * Format: double
                 * @description The bi-encoder's weight. Default: 0.5.
                 */
                readonly similarityWeight?: null | number;
                /**
                 * Format: int32
                 * @description The constant of reciprocal rank fusion. Default: 60.
                 */
                readonly rankConstant?: null | number;
                /** @description Whether BM25's weight is lowered where keywords do not decide the query; for minMax. Default: true. */
                readonly adaptBm25?: null | boolean;
            };
            /** @description Whether and how the cross-encoder reads the best again: true, false, or how. Default: true. */
            readonly rerank?: boolean | {
                /** @description Whether it does. Default: true. */
                readonly enabled?: null | boolean;
                /**
                 * Format: int32
                 * @description How many passages it reads, the best of the fused list. Default: 30.
                 */
                readonly depth?: null | number;
                /**
                 * Format: double
                 * @description Its share of the final score: 0 leaves the fused order, 1 goes by its logit alone. Default: as measured.
                 */
                readonly crossEncoderWeight?: null | number;
                /**
                 * Format: double
                 * @description How far below the best logit a passage gets half of that share. Default: 2.
                 */
                readonly halfLogit?: null | number;
                /**
                 * @description The reading of passages that do not fit beside the query. Default: truncate.
                 * @enum {unknown}
                 */
                readonly longPassages?: "truncate" | "windows" | null;
            };
            /** @description Only documents for which this holds, such as `plan = "free" and year >= 2024`. Default: all. */
            readonly filter?: null | string;
            /**
             * Format: double
             * @description How long the search may take; what was not reranked by then keeps its place and is marked. Default: no limit.
             */
            readonly budgetMilliseconds?: null | number;
            /** @description Whether to compare the query with every vector, however many there are. Default: false. */
            readonly exact?: null | boolean;
            /**
             * Format: int32
             * @description How many nodes the walk of a graph keeps in view. Default: what the index chooses.
             */
            readonly exploration?: null | number;
            /**
             * Format: int32
             * @description How many passages of one document may be hits; 0: any number. Default: 1.
             */
            readonly passagesPerDocument?: null | number;
            /** @description Whether the answer is a stream of events: the fused hits at once, the reranked ones when ready. Default: false. */
            readonly stream?: null | boolean;
        };
        /** @description The answer to a search. */
        readonly SearchResponse: {
            /** @description The query as it was given. */
            readonly query: string;
            /** @description The hits of the page that was asked for, best first. */
            readonly hits: readonly components["schemas"]["HitResponse"][];
            /**
             * Format: int32
             * @description How many hits there are over all pages.
             */
            readonly candidates: number;
            /**
             * Format: int64
             * @description The collection's state that was searched; pages of one query belong together while it is the same.
             */
            readonly sequence: number;
            /** @description The work of every stage, and its cost. */
            readonly trace: components["schemas"]["TraceResponse"];
        };
        /** @description A hit's place among the candidates that the bi-encoder found. */
        readonly SimilarityPlaceResponse: {
            /**
             * Format: double
             * @description The cosine of query and passage, -1 to 1.
             */
            readonly similarity: number;
            /**
             * Format: int32
             * @description 1 for the best.
             */
            readonly rank: number;
        };
        /** @description The work of one stage of a search. */
        readonly StageResponse: {
            /** @description Its name. */
            readonly stage: string;
            /**
             * Format: double
             * @description When it began, from the start of the search.
             */
            readonly startedMilliseconds: number;
            /**
             * Format: double
             * @description How long it took.
             */
            readonly milliseconds: number;
            /**
             * Format: int32
             * @description How many candidates it gave.
             */
            readonly count: number;
            /**
             * Format: int32
             * @description How many model runs it needed.
             */
            readonly modelRuns: number;
            /**
             * Format: int64
             * @description How many tokens those runs read.
             */
            readonly tokens: number;
            /**
             * Format: int32
             * @description How many of its answers came from a cache.
             */
            readonly cacheHits: number;
            /** @description The reason that it did not run; null if it did. */
            readonly skipped: null | string;
            /** @description The reason that it failed; null if it did not. */
            readonly failure: null | string;
        };
        /** @description The contents of a collection, and its size. */
        readonly StatsResponse: {
            /**
             * Format: int64
             * @description Documents.
             */
            readonly documents: number;
            /**
             * Format: int64
             * @description Passages: what is embedded and found.
             */
            readonly passages: number;
            /**
             * Format: int64
             * @description The state it is in: rises by one with every batch that changed something.
             */
            readonly sequence: number;
            /** @description The bi-encoder it was embedded with; null while it is empty. */
            readonly biEncoder: null | string;
            /** @description The checksum of that model's files; null while it is empty. */
            readonly biEncoderChecksum: null | string;
            /**
             * Format: int32
             * @description Dimensions of its vectors; 0 while it is empty.
             */
            readonly dimensions: number;
            /** @description The cross-encoder that searches use. */
            readonly crossEncoder: string;
            /**
             * Format: int64
             * @description Bytes of the store on disk.
             */
            readonly storeBytes: number;
            /**
             * Format: int64
             * @description Bytes of the indexes on disk.
             */
            readonly indexBytes: number;
            /** @description Metadata fields, with the kinds of value they hold. */
            readonly fields: {
                readonly [key: string]: readonly string[];
            };
            readonly vectorIndex: null | components["schemas"]["VectorIndexResponse"];
            /** @description The repairs that were needed when it was opened. */
            readonly notices: readonly string[];
        };
        /** @description The work of a search, stage by stage. */
        readonly TraceResponse: {
            /**
             * Format: double
             * @description From the call to the answer.
             */
            readonly milliseconds: number;
            readonly indexPath: null | components["schemas"]["VectorSearchPath"];
            /** @description Whether the nearest vectors may not be all among the candidates. */
            readonly approximate: boolean;
            /** @description Whether a stage failed, so that the answer is that of the others. */
            readonly degraded: boolean;
            /** @description The stages in the order they ended; one that was skipped is there too, and says why. */
            readonly stages: readonly components["schemas"]["StageResponse"][];
            /** @description Notices for the caller: truncations, fallbacks, another model than asked for. */
            readonly notices: readonly string[];
        };
        /** @description The reason that an upload ended early: the last line of its answer. */
        readonly UploadErrorResponse: {
            /** @description Always `error`. */
            readonly type: string;
            /** @description An error, in the form of RFC 9457. */
            readonly problem: {
                /** @description A name that never changes, such as `urn:lodestone:error:collection-not-found`. */
                readonly type: string;
                /** @description The kind of problem in a few words. */
                readonly title: string;
                /**
                 * Format: int32
                 * @description The HTTP status.
                 */
                readonly status: number;
                /** @description The request, the finding, what is accepted, and what to do. */
                readonly detail: string;
                /** @description The field of the request that is meant; absent when none is. */
                readonly field?: null | string;
                /** @description The values that are known in its place; absent when there is no such list. */
                readonly known?: null | readonly string[];
                /**
                 * Format: int64
                 * @description The line of the request's body, from 1; absent when it is not about one.
                 */
                readonly line?: null | number;
                /** @description Finds the request in the log; only with the server's own defects. */
                readonly traceId?: null | string;
                /**
                 * Format: int32
                 * @description Seconds after which it may go better; also the Retry-After header. Absent when waiting does not help.
                 */
                readonly retryAfterSeconds?: null | number;
            };
            /**
             * Format: int32
             * @description Documents that are written all the same, from the beginning of the upload.
             */
            readonly documents: number;
        };
        /** @description How far an upload has come: a line of its answer. */
        readonly UploadProgressResponse: {
            /** @description Always `progress`. */
            readonly type: string;
            /**
             * Format: int32
             * @description Documents that are written: they stay, whatever comes.
             */
            readonly documents: number;
            /**
             * Format: int32
             * @description Passages of them that were written.
             */
            readonly passages: number;
            /**
             * Format: int32
             * @description Passages that were embedded, written or not.
             */
            readonly embedded: number;
        };
        /** @description The state of a vector index. */
        readonly VectorIndexResponse: {
            /** @description `graph`, or `exact` where every vector is compared; absent in the report of a check. */
            readonly kind?: null | string;
            /**
             * Format: int32
             * @description Vectors that can be found.
             */
            readonly vectors: number;
            /**
             * Format: int32
             * @description Vectors removed, whose place has not been repaired yet.
             */
            readonly removed: number;
            /**
             * Format: int64
             * @description Bytes of memory it holds.
             */
            readonly memoryBytes: number;
            /**
             * Format: double
             * @description Share of the vectors that a walk can reach: 1 is all.
             */
            readonly reachableShare: number;
            /**
             * Format: double
             * @description Share of the exact ten nearest of a sample that a search finds; null without a sample.
             */
            readonly sampledRecall: null | number;
            /**
             * Format: int32
             * @description Vectors the sample had.
             */
            readonly sample: number;
        };
        /** @enum {unknown} */
        readonly VectorSearchPath: "empty" | "exactScan" | "filteredExactScan" | "graphWalk" | "filteredGraphWalk" | "fellBackToExact" | null;
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export type operations = Record<string, never>;
