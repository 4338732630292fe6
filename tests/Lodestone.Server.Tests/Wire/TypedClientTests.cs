using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Lodestone.Contracts;
using Lodestone.Contracts.Cohere;
using Lodestone.Contracts.OpenAi;
using Lodestone.Contracts.Tei;
using Lodestone.TestSupport;

namespace Lodestone.Server.Tests.Wire;

/// <summary>A client that has nothing but the contracts: what a server answers is read as the types that say so.</summary>
public sealed class TypedClientTests : IAsyncLifetime
{
    private TestServer _server = null!;

    public async ValueTask InitializeAsync()
    {
        _server = await TestServer.StartAsync();
        await _server.SomeDocumentsAsync();
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public async Task Search_TypedRequest_HitsHaveTheDocumentsMetadata()
    {
        var request = new SearchRequest
        {
            Query = "yearly plans refunded",
            Retrieval = SearchRetrieval.Hybrid,
            Fusion = new FusionRequest { Method = FusionFormula.ReciprocalRank },
            Rerank = JsonSerializer.SerializeToElement(new RerankRequest { Depth = 2 }, ContractsJson.TypeInfo<RerankRequest>()),
        };
        var response = await PostAsync("/v1/collections/some/search", request, ContractsJson.TypeInfo<SearchRequest>(), ContractsJson.TypeInfo<SearchResponse>());
        Assert.Equal(request.Query, response.Query);
        Assert.Equal(3, response.Hits.Count);
        Assert.Equal([HitOutcome.Reranked, HitOutcome.Reranked, HitOutcome.BelowDepth], response.Hits.Select(h => h.Outcome).Order());
        var refunds = Assert.Single(response.Hits, h => h.DocumentId == "refunds");
        Assert.Equal(MetadataValue.Of(2024), refunds.Metadata["year"]);
        Assert.Equal(MetadataKind.Date, refunds.Metadata["since"].Kind);
        Assert.Equal(MetadataValue.Of(["money", "time"]), refunds.Metadata["tags"]);
        Assert.Equal(VectorSearchPath.ExactScan, response.Trace.IndexPath);
        Assert.NotEmpty(response.Trace.Stages);
    }

    [Fact]
    public async Task Documents_WrittenReadListedAndDeleted_AreTheSame()
    {
        var document = new BatchDocument
        {
            Id = "a/b",
            Title = "A",
            Text = "Some words.",
            Metadata = JsonElement.Parse("""{"plan":"pro"}"""),
            Headings = [new DocumentHeading { Start = 0, Level = 1, Text = "Some" }],
        };
        var written = await PostAsync(
            "/v1/collections/some/documents", new DocumentBatchRequest { Documents = [document] },
            ContractsJson.TypeInfo<DocumentBatchRequest>(), ContractsJson.TypeInfo<UpsertResponse>());
        Assert.Equal((1, 0), (written.Added, written.Replaced));
        var read = await PostAsync(
            "/v1/collections/some/documents/get", new GetRequest { Ids = ["a/b", "none"] },
            ContractsJson.TypeInfo<GetRequest>(), ContractsJson.TypeInfo<GetResponse>());
        var found = Assert.Single(read.Documents);
        Assert.Equal(("a/b", "A", "Some words.", document.Headings[0]), (found.Id, found.Title, found.Text, Assert.Single(found.Headings)));
        Assert.Equal(["none"], read.Missing);
        var page = await GetAsync("/v1/collections/some/documents?top=2", ContractsJson.TypeInfo<DocumentPageResponse>());
        Assert.Equal((2, "currency"), (page.Documents.Count, page.Next));
        var deleted = await PostAsync(
            "/v1/collections/some/documents/delete", new DeleteRequest { Ids = ["a/b"] },
            ContractsJson.TypeInfo<DeleteRequest>(), ContractsJson.TypeInfo<DeletedResponse>());
        Assert.Equal(1, deleted.Deleted);
    }

    [Fact]
    public async Task Collections_AndModels_AreRead()
    {
        var stats = await GetAsync("/v1/collections/some", ContractsJson.TypeInfo<StatsResponse>());
        Assert.Equal((3L, "exact"), (stats.Documents, stats.VectorIndex!.Kind));
        Assert.Equal(["text"], stats.Fields["plan"]);
        Assert.Equal("some", Assert.Single((await GetAsync("/v1/collections", ContractsJson.TypeInfo<CollectionListResponse>())).Collections).Name);
        var models = await GetAsync("/v1/models", ContractsJson.TypeInfo<ModelListResponse>());
        Assert.Contains(models.Models, m => m is { Kind: EncoderKind.CrossEncoder, IsDefault: true });
        Assert.Equal("ok", (await GetAsync("/v1/health", ContractsJson.TypeInfo<HealthResponse>())).Status);
    }

    [Fact]
    public async Task Compare_BlankPassage_IsMarked()
    {
        var response = await PostAsync(
            "/v1/compare", new CompareRequest { Query = "plans", Passages = ["Yearly plans.", " "] },
            ContractsJson.TypeInfo<CompareRequest>(), ContractsJson.TypeInfo<ComparisonResponse>());
        Assert.Equal([PassageScoring.Scored, PassageScoring.Blank], response.Passages.Select(p => p.CrossEncoder.State));
    }

    [Fact]
    public async Task Failure_AsAProblem_IsRead()
    {
        using var answer = await _server.Client.PostAsJsonAsync(
            "/v1/collections/none/search", new SearchRequest { Query = "x" }, ContractsJson.TypeInfo<SearchRequest>(), TestServer.Stop);
        var problem = await answer.Content.ReadFromJsonAsync(ContractsJson.TypeInfo<Problem>(), TestServer.Stop);
        Assert.Equal((HttpStatusCode.NotFound, 404, "collection-not-found"), (answer.StatusCode, problem!.Status, problem.Kind));
    }

    [Fact]
    public async Task Shapes_OfOtherServers_AreRead()
    {
        var text = JsonElement.Parse("\"Yearly plans.\"");
        var base64 = await PostAsync(
            "/v1/embeddings", new EmbeddingsRequest { Input = text, EncodingFormat = EncodingFormat.Base64 },
            OpenAiJson.TypeInfo<EmbeddingsRequest>(), OpenAiJson.TypeInfo<EmbeddingsResponse>());
        var numbers = await PostAsync(
            "/v1/embeddings", new EmbeddingsRequest { Input = text },
            OpenAiJson.TypeInfo<EmbeddingsRequest>(), OpenAiJson.TypeInfo<EmbeddingsResponse>());
        Assert.Equal(EncodingFormat.Base64, base64.Data[0].Embedding.Format);
        Assert.Equal(numbers.Data[0].Embedding.Values.ToArray(), base64.Data[0].Embedding.Values.ToArray());
        var ranking = await PostAsync(
            "/v2/rerank", new RankingRequest { Query = "plans", Documents = [text], ReturnDocuments = true },
            CohereJson.TypeInfo<RankingRequest>(), CohereJson.TypeInfo<RankingResponse>());
        Assert.Equal("""{"text":"Yearly plans."}""", Assert.Single(ranking.Results).Document!.Value.GetRawText());
        var tei = await PostAsync(
            "/rerank", new TeiRerankRequest { Query = "plans", Texts = ["Yearly plans."], ReturnText = true },
            TeiJson.TypeInfo<TeiRerankRequest>(), TeiJson.TypeInfo<IReadOnlyList<TeiRankResponse>>());
        Assert.Equal((ranking.Results[0].RelevanceScore, "Yearly plans."), (tei[0].Score, tei[0].Text));
    }

    private async Task<TResponse> PostAsync<TRequest, TResponse>(
        string path, TRequest request, JsonTypeInfo<TRequest> written, JsonTypeInfo<TResponse> read)
    {
        using var answer = await _server.Client.PostAsJsonAsync(path, request, written, TestServer.Stop);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return (await answer.Content.ReadFromJsonAsync(read, TestServer.Stop))!;
    }

    private async Task<TResponse> GetAsync<TResponse>(string path, JsonTypeInfo<TResponse> read) =>
        (await _server.Client.GetFromJsonAsync(path, read, TestServer.Stop))!;
}
