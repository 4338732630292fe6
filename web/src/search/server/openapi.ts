// Generated from docs/openapi.json by `npm run contract`: not to be edited.

export type paths = Record<string, never>;
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        /** @description The permissions of a request's key. */
        readonly AccessResponse: {
            /**
             * @description The scope, which includes those before it: `read`, `write` or `admin`. `admin` where no key is required; null
             *     where an application maps the routes, whose own guards decide.
             */
            readonly scope: null | string;
            /** @description The id of the key; null where none is required. */
            readonly key: null | string;
        };
        /** @description All collections of the server. */
        readonly CollectionListResponse: {
            /** @description The collections, by name in ordinal order. */
            readonly collections: readonly components["schemas"]["CollectionResponse"][];
        };
        /** @description One collection of the list. */
        readonly CollectionResponse: {
            /** @description Its name. */
            readonly name: string;
            /**
             * Format: int64
             * @description The number of documents; null when the collection cannot be opened.
             */
            readonly documents: null | number;
            /**
             * Format: int64
             * @description The number of passages; null when the collection cannot be opened.
             */
            readonly passages: null | number;
            /** @description The bi-encoder it is embedded with; null when the collection cannot be opened. */
            readonly biEncoder: null | string;
            /** @description The reason why the collection cannot be opened; null when it can. */
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
             * @description The level; 1 is the outermost.
             */
            readonly level: number;
            /** @description Its words. */
            readonly text: string;
        };
        /** @description Documents in ascending order of id. */
        readonly DocumentPageResponse: {
            /** @description The documents of the page. */
            readonly documents: readonly components["schemas"]["DocumentResponse"][];
            /** @description The value of `after` for the next page; null when this is the last. */
            readonly next: null | string;
            /** @description The fields of the filter that no document has, whose comparisons were false; often typing errors. Absent when there are none. */
            readonly unknownFields?: null | readonly string[];
        };
        /** @description A stored document. */
        readonly DocumentResponse: {
            /** @description Its id. */
            readonly id: string;
            /** @description Its title; empty if it has none. */
            readonly title: string;
            /** @description Its text. */
            readonly text: string;
            /** @description The beginnings of sections in the text, in ascending order. */
            readonly headings: readonly components["schemas"]["DocumentHeading"][];
            /** @description Typed values to filter by. */
            readonly metadata: {
                readonly [key: string]: string | number | boolean | readonly string[];
            };
        };
        /**
         * @description The two kinds of encoder.
         * @enum {unknown}
         */
        readonly EncoderKind: "biEncoder" | "crossEncoder";
        /** @description The values that documents have in one field, counted. */
        readonly FacetResponse: {
            /** @description The field. */
            readonly field: string;
            /**
             * Format: int32
             * @description The number of different values, those that are not listed included.
             */
            readonly distinctValues: number;
            /**
             * Format: int64
             * @description The number of documents among which were counted, those without the field included.
             */
            readonly documents: number;
            /** @description The most frequent values, most frequent first; equal counts in the order of the values. */
            readonly values: readonly components["schemas"]["FacetValueResponse"][];
        };
        /** @description A value of a field, and the number of documents that have it. */
        readonly FacetValueResponse: {
            /** @description The value: a string, a number, true or false; of a list of strings, one string; a date as an ISO 8601 string. */
            readonly value: components["schemas"]["MetadataValue"];
            /**
             * Format: int64
             * @description The number of documents, each counted once.
             */
            readonly documents: number;
        };
        /** @description The fields whose values are counted over all documents that match, for facets beside a search. */
        readonly FacetsRequest: {
            /** @description The fields, each once. A field that no document has gets no values, and the response names it. */
            readonly fields: readonly string[];
            /** @description A filter that documents must match, such as `plan = "free"`. Default: all documents. */
            readonly filter?: null | string;
            /** @description Whether a field that no document has is an error, in the filter too. Default: false, and the response names it. */
            readonly strict?: null | boolean;
            /**
             * @description The values that the user chose, a field each: they narrow the counts of the other fields, and not those of their own field.
             *     Default: nothing is chosen.
             */
            readonly chosen?: null | readonly {
                /** @description The field. */
                readonly field: string;
                /** @description The values, of which a document must have one: strings, numbers, true or false. None matches all documents. */
                readonly values: readonly (string | number | boolean)[];
            }[];
            /**
             * Format: int32
             * @description The maximum number of values of a field, the most frequent first. Default: 20.
             */
            readonly limit?: null | number;
        };
        /** @description The facets that were asked for, all of one moment. */
        readonly FacetsResponse: {
            /** @description One facet for each field, in the order of the request. */
            readonly facets: readonly components["schemas"]["FacetResponse"][];
            /** @description Fields of the request that no document has; left out when there are none. */
            readonly unknownFields?: null | readonly string[];
        };
        /** @description Documents by their ids, in the requested order. */
        readonly GetResponse: {
            /** @description The documents found. */
            readonly documents: readonly components["schemas"]["DocumentResponse"][];
            /** @description Ids for which the collection has no document. */
            readonly missing: readonly string[];
            /** @description Ids that were not read because the response was full; request them next. Usually empty. */
            readonly remaining: readonly string[];
        };
        /** @description The state of the process. */
        readonly HealthResponse: {
            /** @description Always `ok`. */
            readonly status: string;
            /** @description The server's version. */
            readonly version: string;
        };
        /**
         * @description Whether the cross-encoder read a hit, or the reason why not.
         * @enum {unknown}
         */
        readonly HitOutcome: "reranked" | "notAsked" | "belowDepth" | "outOfTime" | "withoutWords" | "pending";
        /** @description One hit with its scores in every stage; null for a stage that it did not pass. */
        readonly HitResponse: {
            /**
             * Format: int32
             * @description The rank in the result; 1 for the best. Counts on over pages.
             */
            readonly rank: number;
            /**
             * Format: double
             * @description The score that orders the result; comparable within one result only.
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
            /** @description The score and rank before reranking. */
            readonly fused: components["schemas"]["ScorePlaceResponse"];
            readonly crossEncoder: null | components["schemas"]["RerankPlaceResponse"];
            /** @description Whether the cross-encoder read it, or the reason why not. */
            readonly outcome: components["schemas"]["HitOutcome"];
        };
        /** @description The result of an indexing run. */
        readonly IndexingResponse: {
            /** @description `report` on the last line of an upload's response; absent elsewhere. */
            readonly type?: null | string;
            /**
             * Format: int32
             * @description The number of new documents.
             */
            readonly added: number;
            /**
             * Format: int32
             * @description The number of documents that replaced an older version.
             */
            readonly replaced: number;
            /**
             * Format: int32
             * @description The number of identical documents, which were skipped.
             */
            readonly unchanged: number;
            /**
             * Format: int32
             * @description The number of documents superseded by a later one of the same run with the same id.
             */
            readonly superseded: number;
            /** @description The first of those ids. */
            readonly supersededIds: readonly string[];
            /**
             * Format: int32
             * @description The number of passages written.
             */
            readonly passages: number;
            /**
             * Format: int32
             * @description The number of passages embedded; the texts of the others had been embedded before.
             */
            readonly embedded: number;
            /**
             * Format: int32
             * @description The number of tokens that no vector covers.
             */
            readonly tokensDropped: number;
            /**
             * Format: double
             * @description The duration of the run.
             */
            readonly milliseconds: number;
            /**
             * Format: int64
             * @description The collection's sequence after the last batch; 0 without a batch.
             */
            readonly sequence: number;
            /** @description Ids of documents without words: stored, but no search finds them. */
            readonly withoutWords: readonly string[];
            /** @description The files and records that could not be read, with the reason. */
            readonly problems: readonly {
                /** @description The file; `body` for the body of a request. */
                readonly path: string;
                /**
                 * Format: int64
                 * @description The line at which the record begins, from 1; null when the problem concerns the whole file.
                 */
                readonly line: null | number;
                /**
                 * @description The cause of a failed read.
                 * @enum {unknown}
                 */
                readonly kind: "inaccessible" | "unknownFormat" | "binary" | "tooLarge" | "malformed" | "encrypted" | "noText" | "unusableField" | "linkNotFollowed" | "notIndexed";
                /** @description The reason, for a person. */
                readonly reason: string;
            }[];
            /** @description Notes on documents that were read. */
            readonly notes: readonly {
                /** @description The file. */
                readonly path: string;
                /**
                 * Format: int64
                 * @description The line at which the record begins, from 1; null for a file that is one document.
                 */
                readonly line: null | number;
                /**
                 * @description The kind of a note about a document that was read.
                 * @enum {unknown}
                 */
                readonly kind: "encoding" | "replacedCharacters" | "fieldLeftOut" | "partWithoutText" | "outOfOrder" | "fontLeftOut" | "numberKeptAsText" | "idsScoped" | "textLeftOut" | "partLeftOut";
                /** @description The note, for a person. */
                readonly message: string;
            }[];
        };
        /** @description A typed value of a document's metadata. */
        readonly MetadataValue: string | number | boolean;
        /** @description The models of the server. */
        readonly ModelListResponse: {
            /** @description The models, by name in ordinal order. */
            readonly models: readonly components["schemas"]["ModelResponse"][];
        };
        /** @description A model of the server. */
        readonly ModelResponse: {
            /** @description Its name in requests. */
            readonly name: string;
            /** @description Its kind. */
            readonly kind: components["schemas"]["EncoderKind"];
            /**
             * Format: int32
             * @description A bi-encoder's dimensions; null for a cross-encoder.
             */
            readonly dimensions: null | number;
            /**
             * Format: int32
             * @description The maximum number of tokens it reads in one input, including special tokens.
             */
            readonly maxTokens: number;
            /**
             * Format: int64
             * @description The size of its files in bytes.
             */
            readonly bytes: number;
            /** @description Whether it is the default model of its kind. */
            readonly isDefault: boolean;
        };
        /** @description An error in the form of RFC 9457. */
        readonly Problem: {
            /** @description The stable name of the kind, such as `urn:lodestone:error:collection-not-found`. */
            readonly type: string;
            /** @description The kind of problem in a few words. */
            readonly title: string;
            /**
             * Format: int32
             * @description The HTTP status.
             */
            readonly status: number;
            /** @description The request, the finding, the accepted values, and the remedy. */
            readonly detail: string;
            /** @description The field of the request that the problem concerns; absent when there is none. */
            readonly field?: null | string;
            /** @description The known values of that field; absent when there is no such list. */
            readonly known?: null | readonly string[];
            /**
             * Format: int64
             * @description The line of the request's body, from 1; absent when the problem concerns no line.
             */
            readonly line?: null | number;
            /** @description The request's id in the log; only for the server's own defects. */
            readonly traceId?: null | string;
            /**
             * Format: int32
             * @description The seconds after which to try again, also in the header Retry-After; absent when waiting does not help.
             */
            readonly retryAfterSeconds?: null | number;
        };
        /** @description The progress of embedding a collection again: a line of the response. */
        readonly ReindexProgressResponse: {
            /** @description Always `progress`. */
            readonly type: string;
            /**
             * Format: int64
             * @description The number of documents embedded.
             */
            readonly documents: number;
            /**
             * Format: int64
             * @description The number of documents of the collection.
             */
            readonly totalDocuments: number;
        };
        /** @description The model and the passages with which a collection is embedded again. */
        readonly ReindexRequest: {
            /** @description The bi-encoder: a name of `/v1/models`. Default: the collection's. */
            readonly biEncoder?: null | string;
            /**
             * Format: int32
             * @description The maximum tokens of a passage, title and headings included. Default: 256.
             */
            readonly passageTokens?: null | number;
        };
        /** @description The result of embedding a collection again: the last line of the response. */
        readonly ReindexResponse: {
            /** @description Always `report`. */
            readonly type: string;
            /** @description The bi-encoder of the vectors now. */
            readonly biEncoder: string;
            /** @description Whether the vectors were already of this model and these passages, so that nothing was embedded. */
            readonly alreadyCurrent: boolean;
            /**
             * Format: int64
             * @description The number of documents that this request embedded.
             */
            readonly documents: number;
            /**
             * Format: int64
             * @description The number of documents that an earlier, interrupted request had embedded already.
             */
            readonly resumed: number;
            /**
             * Format: int64
             * @description The number of passages of the collection now.
             */
            readonly passages: number;
            /**
             * Format: int64
             * @description The number of passages that this request embedded.
             */
            readonly embedded: number;
            /**
             * Format: int64
             * @description The number of tokens that no vector covers.
             */
            readonly tokensDropped: number;
            /**
             * Format: int64
             * @description The collection's sequence afterwards.
             */
            readonly sequence: number;
            /**
             * Format: double
             * @description The duration of the work.
             */
            readonly milliseconds: number;
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
             * @description The rank by logit among the passages that were read; 1 for the best.
             */
            readonly rank: number;
            /**
             * Format: int32
             * @description The number of tokens of the passage that did not fit and were not read.
             */
            readonly droppedTokens: number;
        };
        /** @description The cross-encoder's share of the final score of a search, and the numbers that decided it. */
        readonly RerankShareResponse: {
            /**
             * Format: double
             * @description The share, 0 to 1; the fused score has the rest.
             */
            readonly share: number;
            /** @description The basis of the share. */
            readonly basis: components["schemas"]["ShareBasis"];
            /**
             * Format: int32
             * @description The number of passages that decided it; 0 for a share that does not depend on the query.
             */
            readonly passages: number;
            /**
             * Format: double
             * @description The best logit on the common scale; absent for a share that does not depend on the query.
             */
            readonly bestLogit?: null | number;
        };
        /** @enum {unknown} */
        readonly RerankingEffort: "balanced" | "full" | "fast" | null;
        /** @description A score and its rank. */
        readonly ScorePlaceResponse: {
            /**
             * Format: double
             * @description BM25's score, or the fused one; comparable within one result only.
             */
            readonly score: number;
            /**
             * Format: int32
             * @description The rank; 1 for the best.
             */
            readonly rank: number;
        };
        /**
         * @description The judgement whether the best hit of a search looks like an answer.
         * @enum {unknown}
         */
        readonly SearchAnswer: "notJudged" | "yes" | "no";
        /** @description A search for a query in words or near a vector, one of the two. Every other field has a default. */
        readonly SearchRequest: {
            /** @description The query, in plain words: there is no query syntax. Not blank. */
            readonly query?: null | string;
            /**
             * @description A vector to search near instead of a query, by meaning alone: as many finite numbers as the collection's vectors have, from its own
             *     bi-encoder. Its length does not matter. The stages that need words are skipped, and the trace says so.
             */
            readonly vector?: null | readonly number[];
            /**
             * Format: int32
             * @description The maximum number of hits. Default: 10.
             */
            readonly top?: null | number;
            /**
             * Format: int32
             * @description The number of hits to skip, for paging. Default: 0. Together with top at most candidates of each first stage.
             */
            readonly skip?: null | number;
            /**
             * Format: int32
             * @description The number of passages that each first stage returns. Default: 100.
             */
            readonly candidates?: null | number;
            /**
             * @description The first stages that run. Default: hybrid.
             * @enum {unknown}
             */
            readonly retrieval?: "hybrid" | "dense" | "keyword" | null;
            /** @description The fusion of the first stages' scores. */
            readonly fusion?: {
                /**
                 * @description The weighted sum of scores, each scaled to 0 to 1, or reciprocal rank fusion. Default: minMax.
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
            /** @description The reranking of the best passages by the cross-encoder: true, false, or its options. Default: true. */
            readonly rerank?: boolean | {
                /** @description Whether to rerank. Default: true. */
                readonly enabled?: null | boolean;
                /**
                 * @description The work that reranking may do: full, balanced with the distilled cross-encoder, or fast. Default: balanced.
                 * @enum {unknown}
                 */
                readonly effort?: "balanced" | "full" | "fast" | null;
                /**
                 * Format: int32
                 * @description The most passages that the cross-encoder reads, the best of the fused list. Default: 30.
                 */
                readonly depth?: null | number;
                /**
                 * Format: double
                 * @description The cross-encoder's share of the final score: 0 keeps the fused order, 1 orders by its logit alone. Default: as measured.
                 */
                readonly crossEncoderWeight?: null | number;
                /**
                 * Format: double
                 * @description The distance below the best logit at which a passage gets half of that share. Default: 2.
                 */
                readonly halfLogit?: null | number;
                /**
                 * @description The treatment of passages that do not fit beside the query. Default: truncate.
                 * @enum {unknown}
                 */
                readonly longPassages?: "truncate" | "windows" | null;
            };
            /**
             * Format: double
             * @description The least probability, from 0 to 1, by which the cross-encoder must hold a hit to answer the query; other hits, and those that it
             *     did not read, are left out. Default: none is left out.
             */
            readonly minProbability?: null | number;
            /** @description A filter that documents must match, such as `plan = "free" and year >= 2024`. Default: all documents. */
            readonly filter?: null | string;
            /**
             * @description Whether a field of the filter that no document has is an error. Default: false, its comparisons are false and the response
             *     names it.
             */
            readonly strict?: null | boolean;
            /**
             * Format: double
             * @description The time limit of the search; passages not reranked by then keep their order and are marked. Default: no limit.
             */
            readonly budgetMilliseconds?: null | number;
            /** @description Whether to compare the query with every vector, regardless of their number. Default: false. */
            readonly exact?: null | boolean;
            /**
             * Format: int32
             * @description The number of nodes that the walk of a graph keeps in view (HNSW's ef). Default: the index's choice.
             */
            readonly exploration?: null | number;
            /**
             * Format: int32
             * @description The maximum number of passages of one document among the hits; 0: any number. Default: 1.
             */
            readonly passagesPerDocument?: null | number;
            /** @description Whether the response is a stream of events: first the fused hits, then the reranked ones. Default: false. */
            readonly stream?: null | boolean;
        };
        /** @description The result of a search. */
        readonly SearchResponse: {
            /** @description The query of the request. */
            readonly query: string;
            /** @description The hits of the requested page, best first. */
            readonly hits: readonly components["schemas"]["HitResponse"][];
            /**
             * Format: int32
             * @description The number of hits over all pages.
             */
            readonly candidates: number;
            /**
             * Format: int32
             * @description The number of hits, over all pages, that did not reach the minimum probability of the request; left out when it had none. With
             *     candidates 0, no hit reached it.
             */
            readonly belowMinProbability?: null | number;
            /** @description Whether the best hit looks like an answer; hits are there in any case. */
            readonly answer?: components["schemas"]["SearchAnswer"];
            /**
             * Format: int64
             * @description The sequence of the snapshot that was searched; pages of one query fit together while it is the same.
             */
            readonly sequence: number;
            /** @description The fields of the filter that no document has, whose comparisons were false; often typing errors. Absent when there are none. */
            readonly unknownFields?: null | readonly string[];
            /** @description The work of every stage, and its cost. */
            readonly trace: components["schemas"]["TraceResponse"];
        };
        /**
         * @description The basis of a cross-encoder's share.
         * @enum {unknown}
         */
        readonly ShareBasis: "scores" | "option" | "noScale" | "keywordsAlone";
        /** @description A hit's similarity and rank among the bi-encoder's candidates. */
        readonly SimilarityPlaceResponse: {
            /**
             * Format: double
             * @description The cosine of query and passage, -1 to 1.
             */
            readonly similarity: number;
            /**
             * Format: int32
             * @description The rank; 1 for the best.
             */
            readonly rank: number;
        };
        /** @description The work of one stage of a search. */
        readonly StageResponse: {
            /** @description Its name. */
            readonly stage: string;
            /**
             * Format: double
             * @description The time of its beginning, from the start of the search.
             */
            readonly startedMilliseconds: number;
            /**
             * Format: double
             * @description Its duration.
             */
            readonly milliseconds: number;
            /**
             * Format: int32
             * @description The number of candidates it returned.
             */
            readonly count: number;
            /**
             * Format: int32
             * @description The number of model runs.
             */
            readonly modelRuns: number;
            /**
             * Format: int64
             * @description The number of tokens read in those runs.
             */
            readonly tokens: number;
            /**
             * Format: int32
             * @description The number of its results from a cache.
             */
            readonly cacheHits: number;
            /** @description The reason why it did not run; null if it did. */
            readonly skipped: null | string;
            /** @description The reason why it failed; null if it did not. */
            readonly failure: null | string;
            /** @description The cause of the failure, one of the codes of docs/errors.md; absent if it did not fail or the cause has no code. */
            readonly failureCode?: null | string;
            /** @description The model that ran in it; absent when none did. */
            readonly model?: null | string;
        };
        /** @description The contents of a collection, and its size. */
        readonly StatsResponse: {
            /**
             * Format: int64
             * @description The number of documents.
             */
            readonly documents: number;
            /**
             * Format: int64
             * @description The number of passages, the parts that are embedded and found.
             */
            readonly passages: number;
            /**
             * Format: int64
             * @description The sequence: it increases by one with every batch that changed something.
             */
            readonly sequence: number;
            /** @description The bi-encoder it was embedded with; null while it is empty. */
            readonly biEncoder: null | string;
            /** @description The checksum of that model's files; null while it is empty. */
            readonly biEncoderChecksum: null | string;
            /**
             * Format: int32
             * @description The dimensions of its vectors; 0 while it is empty.
             */
            readonly dimensions: number;
            /** @description The cross-encoder that searches use. */
            readonly crossEncoder: string;
            /**
             * Format: int64
             * @description The size of the store on disk in bytes.
             */
            readonly storeBytes: number;
            /**
             * Format: int64
             * @description The size of the indexes on disk in bytes.
             */
            readonly indexBytes: number;
            /** @description Metadata fields, with the kinds of their values. */
            readonly fields: {
                readonly [key: string]: readonly string[];
            };
            readonly vectorIndex: null | components["schemas"]["VectorIndexResponse"];
            /** @description The repairs made when it was opened. */
            readonly notices: readonly string[];
        };
        /** @description The work of a search, stage by stage. */
        readonly TraceResponse: {
            /**
             * Format: double
             * @description The time from the call to the result.
             */
            readonly milliseconds: number;
            readonly indexPath: null | components["schemas"]["VectorSearchPath"];
            /** @description Whether the candidates may lack some of the nearest vectors. */
            readonly approximate: boolean;
            /** @description Whether a stage failed and the result is from the other stages. */
            readonly degraded: boolean;
            /**
             * Format: int64
             * @description The number of passages that the search might have found: those of the filter, or else of the collection. Absent when nothing was
             *     fused.
             */
            readonly findable?: null | number;
            /**
             * Format: double
             * @description BM25's share of the fused score, 0 to 1; the bi-encoder's has the rest. Absent when nothing was fused.
             */
            readonly bm25Share?: null | number;
            readonly rerankShare?: null | components["schemas"]["RerankShareResponse"];
            readonly effort?: null | components["schemas"]["RerankingEffort"];
            /** @description The stages in the order they ended, including skipped ones with the reason. */
            readonly stages: readonly components["schemas"]["StageResponse"][];
            /** @description Notices for the caller: truncations, fallbacks, another model than the requested one. */
            readonly notices: readonly string[];
        };
        /** @description The reason why an upload ended early: the last line of its response. */
        readonly UploadErrorResponse: {
            /** @description Always `error`. */
            readonly type: string;
            /** @description An error in the form of RFC 9457. */
            readonly problem: {
                /** @description The stable name of the kind, such as `urn:lodestone:error:collection-not-found`. */
                readonly type: string;
                /** @description The kind of problem in a few words. */
                readonly title: string;
                /**
                 * Format: int32
                 * @description The HTTP status.
                 */
                readonly status: number;
                /** @description The request, the finding, the accepted values, and the remedy. */
                readonly detail: string;
                /** @description The field of the request that the problem concerns; absent when there is none. */
                readonly field?: null | string;
                /** @description The known values of that field; absent when there is no such list. */
                readonly known?: null | readonly string[];
                /**
                 * Format: int64
                 * @description The line of the request's body, from 1; absent when the problem concerns no line.
                 */
                readonly line?: null | number;
                /** @description The request's id in the log; only for the server's own defects. */
                readonly traceId?: null | string;
                /**
                 * Format: int32
                 * @description The seconds after which to try again, also in the header Retry-After; absent when waiting does not help.
                 */
                readonly retryAfterSeconds?: null | number;
            };
            /**
             * Format: int32
             * @description The number of documents that are written nevertheless, from the beginning of the upload.
             */
            readonly documents: number;
        };
        /** @description The progress of an upload: a line of its response. */
        readonly UploadProgressResponse: {
            /** @description Always `progress`. */
            readonly type: string;
            /**
             * Format: int32
             * @description The number of documents written; they are durable.
             */
            readonly documents: number;
            /**
             * Format: int32
             * @description The number of passages written with them.
             */
            readonly passages: number;
            /**
             * Format: int32
             * @description The number of passages embedded, written or not.
             */
            readonly embedded: number;
        };
        /** @description The health of a vector index. */
        readonly VectorIndexResponse: {
            /** @description `graph`, or `exact` where every vector is compared; absent in the report of a check. */
            readonly kind?: null | string;
            /**
             * Format: int32
             * @description The number of vectors that can be found.
             */
            readonly vectors: number;
            /**
             * Format: int32
             * @description The number of removed vectors whose place in the graph is not repaired yet.
             */
            readonly removed: number;
            /**
             * Format: int64
             * @description Its memory in bytes.
             */
            readonly memoryBytes: number;
            /**
             * Format: double
             * @description The share of the vectors that a walk can reach; 1 is all.
             */
            readonly reachableShare: number;
            /**
             * Format: double
             * @description The share of the exact ten nearest that a search finds, over a sample; null without a sample.
             */
            readonly sampledRecall: null | number;
            /**
             * Format: int32
             * @description The number of vectors of the sample.
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
