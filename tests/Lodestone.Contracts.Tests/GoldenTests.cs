using System.Text;
using System.Text.Json;
using Lodestone.Contracts.Cohere;
using Lodestone.Contracts.OpenAi;
using Lodestone.Contracts.Tei;

namespace Lodestone.Contracts.Tests;

/// <summary>The JSON of docs/http.md, as clients have it today, with what the page leaves out filled in by hand.</summary>
public sealed class GoldenTests
{
    public static TheoryData<Type, string> Answers => new()
    {
        {
            typeof(StatsResponse),
            """
            {"documents":316,"passages":332,"sequence":2,"biEncoder":"bge-small-en-v1.5","biEncoderChecksum":"0a1b","dimensions":384,
            "crossEncoder":"ms-marco-minilm-l12-v2","storeBytes":1000000,"indexBytes":5000000000,"fields":{"plan":["text"],
            "year":["number","text"]},"vectorIndex":{"kind":"exact","vectors":332,"removed":0,"memoryBytes":130000,
            "reachableShare":1,"sampledRecall":null,"sample":0},"notices":[]}
            """
        },
        {
            typeof(StatsResponse),
            """
            {"documents":0,"passages":0,"sequence":1,"biEncoder":null,"biEncoderChecksum":null,"dimensions":0,"crossEncoder":"x",
            "storeBytes":0,"indexBytes":0,"fields":{},"vectorIndex":null,"notices":["Built anew."]}
            """
        },
        {
            typeof(VectorIndexResponse),
            """{"vectors":3,"removed":1,"memoryBytes":9,"reachableShare":0.5,"sampledRecall":0.99,"sample":100}"""
        },
        {
            typeof(CollectionListResponse),
            """
            {"collections":[{"name":"help","documents":316,"passages":332,"biEncoder":"bge-small-en-v1.5","problem":null},
            {"name":"lost","documents":null,"passages":null,"biEncoder":null,"problem":"It is damaged."}]}
            """
        },
        { typeof(UploadProgressResponse), """{"type":"progress","documents":316,"passages":332,"embedded":332}""" },
        {
            typeof(IndexingResponse),
            """
            {"type":"report","added":316,"replaced":0,"unchanged":0,"superseded":1,"supersededIds":["a"],"passages":332,
            "embedded":332,"tokensDropped":0,"milliseconds":1234.567,"sequence":2,"withoutWords":["b"],"problems":[{"path":"body",
            "line":3,"kind":"unusableField","reason":"'id' is missing."}],"notes":[{"path":"a.pdf","line":null,
            "kind":"partWithoutText","message":"Page 2 has no text."}]}
            """
        },
        {
            typeof(IndexingResponse),
            """
            {"added":0,"replaced":0,"unchanged":0,"superseded":0,"supersededIds":[],"passages":0,"embedded":0,"tokensDropped":0,
            "milliseconds":0,"sequence":0,"withoutWords":[],"problems":[],"notes":[]}
            """
        },
        {
            typeof(UploadErrorResponse),
            """
            {"type":"error","problem":{"type":"urn:lodestone:error:too-many-problems","title":"Too many lines cannot be used",
            "status":422,"detail":"More than 1000 lines cannot be used.","line":1001},"documents":7}
            """
        },
        {
            typeof(UpsertResponse),
            """
            {"added":1,"replaced":2,"unchanged":3,"superseded":4,"passages":5,"embedded":6,"tokensDropped":7,"sequence":8,
            "withoutWords":["a"]}
            """
        },
        { typeof(DeletedResponse), """{"deleted":3}""" },
        {
            typeof(SearchResponse),
            """
            {"query":"can I get my money back after a month?","hits":[{"rank":1,"finalScore":1,"documentId":"billing-014",
            "title":"Refunds","heading":"","text":"A yearly Pro subscription can be cancelled for a full refund within 30 days.",
            "passage":0,"range":[0,617],"highlights":[[26,29],[40,46]],"metadata":{"plan":"pro","section":"billing","year":2026},
            "bm25":{"score":8.656242370605469,"rank":2},"biEncoder":{"similarity":0.7526051998138428,"rank":1},
            "fused":{"score":0.9401902639677254,"rank":1},"crossEncoder":{"logit":2.1442714,"probability":0.895132243758385,"rank":1,
            "droppedTokens":0},"outcome":"reranked"}],"candidates":144,"answer":"yes","sequence":2,"trace":{"milliseconds":12.345,
            "indexPath":"exactScan","approximate":false,"degraded":false,"stages":[{"stage":"bm25","startedMilliseconds":0.01,
            "milliseconds":1.5,"count":100,"modelRuns":0,"tokens":0,"cacheHits":0,"skipped":null,"failure":null}],"notices":[]}}
            """
        },
        {
            typeof(HitResponse),
            """
            {"rank":2,"finalScore":0.5,"documentId":"x","title":"","heading":"A > B","text":"","passage":1,"range":[5,5],
            "highlights":[],"metadata":{},"bm25":null,"biEncoder":null,"fused":{"score":0,"rank":2},"crossEncoder":null,
            "outcome":"belowDepth"}
            """
        },
        {
            typeof(Problem),
            """
            {"type":"urn:lodestone:error:invalid-filter","title":"The filter cannot be used","status":422,"detail":"The filter does not fit:
             found the field 'colour', which no document has; accepted: plan (string).","field":"filter","known":["plan","year"]}
            """
        },
        {
            typeof(Problem),
            """{"type":"urn:lodestone:error:overloaded","title":"Too much","status":429,"detail":"Wait.","retryAfterSeconds":2}"""
        },
        {
            typeof(GetResponse),
            """
            {"documents":[{"id":"guides/start.md","title":"Start","text":"Create a key.","headings":[{"start":0,"level":1,
            "text":"Start"}],"metadata":{}}],"missing":["../start.md"],"remaining":[]}
            """
        },
        { typeof(DocumentPageResponse), """{"documents":[],"next":null}""" },
        {
            typeof(ComparisonResponse),
            """
            {"query":"q","biEncoder":{"model":"b","milliseconds":3,"corpusMilliseconds":2,"queryMilliseconds":1,"corpusRuns":2,
            "queryRuns":1},"crossEncoder":{"model":"c","milliseconds":4.25,"runs":2},"passages":[{"index":1,"id":"a","text":"t",
            "biEncoder":{"rank":2,"similarity":0.25,"tokens":5,"droppedTokens":0},"crossEncoder":{"rank":1,"state":"scored",
            "logit":5.6363096,"probability":0.996446667148992,"tokens":9,"droppedTokens":1,"window":{"start":0,"end":1}},"moved":1},
            {"index":0,"id":null,"text":" ","biEncoder":{"rank":3,"similarity":null,"tokens":0,"droppedTokens":0},
            "crossEncoder":{"rank":3,"state":"blank","logit":null,"probability":null,"tokens":0,"droppedTokens":0,"window":null},
            "moved":0}]}
            """
        },
        {
            typeof(ModelListResponse),
            """
            {"models":[{"name":"bge-small-en-v1.5","kind":"biEncoder","dimensions":384,"maxTokens":512,"bytes":34000000,
            "isDefault":true},{"name":"c","kind":"crossEncoder","dimensions":null,"maxTokens":512,"bytes":1,"isDefault":false}]}
            """
        },
        {
            typeof(ReadinessResponse),
            """{"status":"failed","models":[{"name":"a","status":"ready","detail":null},{"name":"b","status":"failed","detail":"No."}]}"""
        },
        { typeof(HealthResponse), """{"status":"ok","version":"0.1.0"}""" },
        {
            typeof(RankingResponse),
            """
            {"id":"e38d78ac5b3b2ce88978c1f5faa9bc10","model":"ms-marco-minilm-l12-v2","results":[{"index":1,
            "relevance_score":0.996446667148992,"logit":5.6363096}],"usage":{"prompt_tokens":40,"total_tokens":40},
            "meta":{"api_version":{"version":"2"},"billed_units":{"search_units":1}}}
            """
        },
        {
            typeof(RankingResponse),
            """
            {"id":"a","model":"m","results":[{"index":0,"relevance_score":0,"logit":null,"state":"blank","truncated_tokens":3,
            "document":{"text":" "}}],"usage":{"prompt_tokens":0,"total_tokens":0},"meta":{"api_version":{"version":"1"},
            "billed_units":{"search_units":2},"warnings":["w"]}}
            """
        },
        { typeof(CohereError), """{"message":"m","detail":"m"}""" },
        {
            typeof(IReadOnlyList<TeiRankResponse>),
            """[{"index":1,"score":0.996446667148992},{"index":0,"score":null,"text":" ","state":"blank","truncated_tokens":4}]"""
        },
        { typeof(IReadOnlyList<EmbeddingNumbers>), """[[0.5,-0.25],[1,0]]""" },
        {
            typeof(TeiInfoResponse),
            """
            {"model_id":"b","model_sha":null,"model_dtype":"int8","model_type":{"embedding":{"pooling":"cls"}},"reranker_model_id":"c",
            "max_input_length":512,"max_batch_tokens":1000000,"max_concurrent_requests":1000,"max_client_batch_size":10000,
            "auto_truncate":false,"tokenization_workers":2,"version":"0.1.0"}
            """
        },
        { typeof(TeiError), """{"error":"e","error_type":"Validation"}""" },
        {
            typeof(EmbeddingsResponse),
            """
            {"object":"list","data":[{"object":"embedding","index":0,"embedding":[-0.038174782,0.0054584267]},{"object":"embedding",
            "index":1,"embedding":"AACAPw==","truncated_tokens":9}],"model":"bge-small-en-v1.5","usage":{"prompt_tokens":12,
            "total_tokens":12}}
            """
        },
        { typeof(OpenAiError), """{"error":{"message":"m","type":"invalid_request_error","param":null,"code":"model_not_found"}}""" },
    };

    [Theory]
    [MemberData(nameof(Answers), DisableDiscoveryEnumeration = true)]
    public void Answer_OfThePage_IsReadAndWrittenToTheLetter(Type type, string json)
    {
        // The lines are the page's; an answer has none.
        json = json.ReplaceLineEndings("");
        var shape = (type.IsGenericType ? TeiJson.Options : Shapes.OptionsOf(type)).GetTypeInfo(type);
        using var body = new MemoryStream();
        using (var writer = new Utf8JsonWriter(body, ContractsJson.OneLine))
            JsonSerializer.Serialize(writer, JsonSerializer.Deserialize(json, shape), shape);
        Assert.Equal(json, Encoding.UTF8.GetString(body.ToArray()));
    }

    [Fact]
    public void SearchRequest_WithEveryOption_IsRead()
    {
        var request = JsonSerializer.Deserialize(
            """
            {"query":"money","top":1,"skip":2,"candidates":50,"retrieval":"dense","fusion":{"method":"reciprocalRank","bm25Weight":0.25,
            "similarityWeight":0.75,"rankConstant":10,"adaptBm25":false},"rerank":{"depth":50,"longPassages":"windows"},
            "filter":"year >= 2024","budgetMilliseconds":100.5,"exact":true,"exploration":64,"passagesPerDocument":0,"stream":true}
            """,
            ContractsJson.TypeInfo<SearchRequest>())!;
        Assert.Equal(
            new SearchRequest
            {
                Query = "money",
                Top = 1,
                Skip = 2,
                Candidates = 50,
                Retrieval = SearchRetrieval.Dense,
                Fusion = new FusionRequest
                {
                    Method = FusionFormula.ReciprocalRank,
                    Bm25Weight = 0.25,
                    SimilarityWeight = 0.75,
                    RankConstant = 10,
                    AdaptBm25 = false,
                },
                Filter = "year >= 2024",
                BudgetMilliseconds = 100.5,
                Exact = true,
                Exploration = 64,
                PassagesPerDocument = 0,
                Stream = true,
            },
            request with { Rerank = null });
        Assert.Equal(
            new RerankRequest { Depth = 50, LongPassages = LongPassageReading.Windows },
            request.Rerank!.Value.Deserialize(ContractsJson.TypeInfo<RerankRequest>()));
    }

    [Fact]
    public void BatchDocument_OfABeirDataSet_IsRead()
    {
        var batch = JsonSerializer.Deserialize(
            """{"documents":[{"_id":"7","title":"t","text":"x","metadata":{"a":{"b":1}},"headings":[{"start":0,"level":2,"text":"h"}]}]}""",
            ContractsJson.TypeInfo<DocumentBatchRequest>())!;
        var document = Assert.Single(batch.Documents);
        Assert.Equal(("7", null, "t", "x"), (document.BeirId, document.Id, document.Title, document.Text));
        Assert.Equal("""{"a":{"b":1}}""", document.Metadata!.Value.GetRawText());
        Assert.Equal(new DocumentHeading { Start = 0, Level = 2, Text = "h" }, Assert.Single(document.Headings!));
    }

    [Fact]
    public void BatchDocument_WithANumberAsItsId_HasItsText() => Assert.Equal("42", JsonSerializer.Deserialize(
        """{"documents":[{"id":42,"text":"x"}]}""", ContractsJson.TypeInfo<DocumentBatchRequest>())!.Documents[0].Id);

    [Fact]
    public void Requests_OfOtherServers_AreRead()
    {
        var ranking = JsonSerializer.Deserialize(
            """{"query":"q","top_n":1,"documents":["a",{"text":"b"}],"return_documents":true,"max_tokens_per_doc":9}""",
            CohereJson.TypeInfo<RankingRequest>())!;
        Assert.Equal(("q", 1, 2, true, 9),
            (ranking.Query, ranking.TopN, ranking.Documents.Count, ranking.ReturnDocuments, ranking.MaxTokensPerDoc));
        var tei = JsonSerializer.Deserialize("""{"query":"q","texts":["a"],"raw_scores":true}""", TeiJson.TypeInfo<TeiRerankRequest>())!;
        Assert.Equal(("q", "a", true), (tei.Query, tei.Texts[0], tei.RawScores));
        var openAi = JsonSerializer.Deserialize(
            """{"input":"x","encoding_format":"base64","input_type":"query"}""", OpenAiJson.TypeInfo<EmbeddingsRequest>())!;
        Assert.Equal(("x", EncodingFormat.Base64, InputType.Query), (openAi.Input.GetString(), openAi.EncodingFormat, openAi.InputType));
    }
}
