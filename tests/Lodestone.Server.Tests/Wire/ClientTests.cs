using Lodestone.Contracts;
using Lodestone.Contracts.Client;
using Lodestone.Contracts.OpenAi;
using Lodestone.TestSupport;

namespace Lodestone.Server.Tests.Wire;

/// <summary>The client of .NET programs against a real server.</summary>
public sealed class ClientTests : IAsyncLifetime
{
    private TestServer _server = null!;
    private LodestoneClient _client = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _server = await TestServer.StartAsync();
        await _server.SomeDocumentsAsync();
        _client = new LodestoneClient(_server.Address);
    }

    public ValueTask DisposeAsync()
    {
        _client.Dispose();
        return _server.DisposeAsync();
    }

    [Fact]
    public async Task Collections_CreatedReadAndDeleted_AreListed()
    {
        Assert.Equal(0, (await _client.CreateCollectionAsync("more", cancellationToken: Stop)).Documents);
        Assert.Equal(["more", "some"], (await _client.ListCollectionsAsync(Stop)).Select(c => c.Name));
        Assert.Equal(3, (await _client.GetCollectionAsync("some", Stop)).Documents);
        await _client.DeleteCollectionAsync("more", Stop);
        var failure = await Assert.ThrowsAsync<LodestoneClientException>(() => _client.GetCollectionAsync("more", Stop));
        Assert.Equal((ErrorCodes.CollectionNotFound, 404), (failure.Code, failure.Status));
        Assert.Equal(["some"], failure.Problem!.Known!);
    }

    [Fact]
    public async Task Documents_OddIds_ComeBackAsTheyWere()
    {
        string[] ids = ["a/b", "a%2Fb", "%2e%2e", "?x=1#y", "\\", "a b+c", "\u00fc\U0001F600", " ", "get", "..."];
        ids = [.. ids.Where(id => new Document { Id = id, Text = "x" }.FindProblem() is null)];
        Assert.True(ids.Length >= 8, $"{ids.Length} ids");
        Document[] documents =
        [
            .. ids.Select((id, i) => new Document
            {
                Id = id,
                Title = $"T{i}",
                Text = $"Word {i}.",
                Headings = [new Heading(0, 1, "Word")],
                Metadata = { ["n"] = 9_007_199_254_740_993 + i, ["since"] = new DateOnly(2024, 5, 1), ["tags"] = new[] { "x", "y" } },
            }),
        ];
        Assert.Equal(ids.Length, (await _client.UpsertAsync("some", documents, Stop)).Added);
        var read = await _client.GetDocumentsAsync("some", [.. ids, "none"], Stop);
        Assert.Equal(ids, read.Documents.Select(d => d.Id));
        Assert.Equal(["none"], read.Missing);
        Assert.Equal(documents.Select(d => d.Metadata["n"]), read.Documents.Select(d => d.Metadata["n"]));
        Assert.Equal(MetadataKind.Date, read.Documents[0].Metadata["since"].Kind);
        Assert.Equal("Word", Assert.Single(read.Documents[0].Headings).Text);
        Assert.Null(await _client.GetDocumentAsync("some", "../..", Stop));
        Assert.Equal(2, await _client.DeleteDocumentsAsync("some", ["a/b", "a%2Fb", "none"], Stop));
        Assert.Null(await _client.GetDocumentAsync("some", "a/b", Stop));
    }

    [Fact]
    public async Task Upload_ManyDocuments_ReportHasTheNumbersOfThoseThatFailed()
    {
        var report = await _client.UploadAsync("some", DocumentsAsync(), cancellationToken: Stop);
        Assert.Equal((2_500, null), (report.Added, report.Type));
        Assert.Equal([100L, 200L], report.Problems.Select(p => p.Line));
        Assert.Equal(2_503, (await _client.GetCollectionAsync("some", Stop)).Documents);

        static async IAsyncEnumerable<Document> DocumentsAsync()
        {
            for (var i = 1; i <= 2_502; i++)
            {
                await Task.CompletedTask;
                // The client knows that no collection stores the first; the server alone refuses so long a title as the second's.
                yield return new Document
                {
                    Id = i == 100 ? "" : $"d{i:D4}",
                    Title = i == 200 ? new string('t', RequestLimits.MaxTitleLength + 1) : "",
                    Text = "Some words.",
                };
            }
        }
    }

    [Fact]
    public async Task Upload_NoCollection_IsRefusedBeforeTheDocumentsAreSent()
    {
        var taken = 0;
        var failure = await Assert.ThrowsAsync<LodestoneClientException>(
            () => _client.UploadAsync("none", EndlessAsync(), cancellationToken: Stop));
        Assert.Equal(ErrorCodes.CollectionNotFound, failure.Code);
        Assert.Equal(0, taken);

        async IAsyncEnumerable<Document> EndlessAsync()
        {
            while (true)
            {
                await Task.CompletedTask;
                yield return new Document { Id = $"d{taken++}", Text = "Some words." };
            }
        }
    }

    [Fact]
    public async Task List_ByALongFilter_HasEveryPage()
    {
        Document[] documents = [.. Enumerable.Range(0, 25).Select(i => new Document { Id = $"p{i:D2}", Text = "x", Metadata = { ["kind"] = "page" } })];
        await _client.UpsertAsync("some", documents, Stop);
        // Longer than an address may be.
        var filter = $"kind = \"page\" and not (kind = \"{new string('x', 20_000)}\")";
        var found = await _client.ListDocumentsAsync("some", new ListRequest { Filter = filter, Top = 10 }, Stop).ToListAsync(Stop);
        Assert.Equal(documents.Select(d => d.Id), found.Select(d => d.Id));
        var page = await _client.ListPageAsync("some", new ListRequest { Filter = "colour = 1 or kind = \"page\"", Top = 3, After = "p01" }, Stop);
        Assert.Equal(["p02", "p03", "p04"], page.Documents.Select(d => d.Id));
        Assert.Equal(("p04", "colour"), (page.Next, Assert.Single(page.UnknownFields!)));
        var failure = await Assert.ThrowsAsync<LodestoneClientException>(
            () => _client.ListPageAsync("some", new ListRequest { Filter = "colour = 1", Strict = true }, Stop));
        Assert.Equal((HttpErrorCodes.InvalidFilter, "filter"), (failure.Code, failure.Problem!.Field));
        Assert.Equal(25, await _client.DeleteByFilterAsync("some", filter, Stop));
    }

    [Fact]
    public async Task Search_WordsVectorAndDocument_AllFind()
    {
        var words = await _client.SearchAsync("some", new SearchRequest { Query = "yearly plans refunded", Retrieval = SearchRetrieval.Keyword, Stream = true }, Stop);
        Assert.Equal("refunds", words.Hits[0].DocumentId);
        var similar = await _client.FindSimilarAsync("some", new SimilarRequest { DocumentId = "keys/make" }, Stop);
        Assert.Equal(2, similar.Hits.Count);
        var embedded = await _client.EmbedAsync(["API keys", "x"], InputType.Query, cancellationToken: Stop);
        var vector = embedded.Data[0].Embedding.Values.ToArray();
        var near = await _client.SearchAsync("some", new SearchRequest { Vector = vector, Top = 2 }, Stop);
        Assert.Equal((2, ""), (near.Hits.Count, near.Query));
        var steps = await _client.SearchStepsAsync("some", new SearchRequest { Query = "plans" }, Stop).ToListAsync(Stop);
        Assert.Equal(2, steps.Count);
        Assert.All(steps[0].Hits, h => Assert.Null(h.CrossEncoder));
        Assert.All(steps[1].Hits, h => Assert.NotNull(h.CrossEncoder));
    }

    [Fact]
    public async Task Facets_OfFields_HaveTypedValues()
    {
        var counted = await _client.CountFacetsAsync(
            "some", new FacetsRequest { Fields = ["plan", "since", "colour"], Filter = "exists plan" }, Stop);
        Assert.Equal(
            [(MetadataValue.Of("free"), 2L), (MetadataValue.Of("pro"), 1L)], counted.Facets[0].Values.Select(v => (v.Value, v.Documents)));
        Assert.Equal(MetadataKind.Date, Assert.Single(counted.Facets[1].Values).Value.Kind);
        Assert.Equal("colour", Assert.Single(counted.UnknownFields!));
        var failure = await Assert.ThrowsAsync<LodestoneClientException>(
            () => _client.CountFacetsAsync("some", new FacetsRequest { Fields = ["plan"], Limit = 0 }, Stop));
        Assert.Equal("limit", failure.Problem!.Field);
    }

    [Fact]
    public async Task Models_CompareAndRerank_Answer()
    {
        Assert.Equal("ready", (await _client.GetReadinessAsync(Stop)).Status);
        Assert.Contains(await _client.ListModelsAsync(Stop), m => m is { Kind: EncoderKind.BiEncoder, IsDefault: true });
        var compared = await _client.CompareAsync(new CompareRequest { Query = "plans", Passages = ["Yearly plans.", " "] }, Stop);
        Assert.Equal(2, compared.Passages.Count);
        var ranked = await _client.RerankAsync("plans", ["Yearly plans.", "x"], top: 1, cancellationToken: Stop);
        Assert.Single(ranked.Results);
    }

    [Fact]
    public async Task Failure_InTheShapeOfAnotherServer_HasItsCode()
    {
        var embedding = await Assert.ThrowsAsync<LodestoneClientException>(
            () => _client.EmbedAsync([" "], cancellationToken: Stop));
        Assert.Equal((HttpErrorCodes.InvalidField, 400), (embedding.Code, embedding.Status));
        Assert.Contains("input", embedding.Message, StringComparison.Ordinal);
        var ranking = await Assert.ThrowsAsync<LodestoneClientException>(
            () => _client.RerankAsync(" ", ["x"], cancellationToken: Stop));
        Assert.Equal((HttpErrorCodes.InvalidValue, 422), (ranking.Code, ranking.Status));
        Assert.Contains("query", ranking.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Call_KeyOfTheServer_IsAccepted()
    {
        await using var server = await TestServer.StartAsync(prepare: data => File.WriteAllText(
            Path.Combine(data, "secret"), new KeyStore(data).Add(KeyScope.Read).Secret));
        var key = await File.ReadAllTextAsync(Path.Combine(server.Data, "secret"), Stop);
        using var stranger = new LodestoneClient(server.Client);
        Assert.Equal(
            HttpErrorCodes.KeyRequired,
            (await Assert.ThrowsAsync<LodestoneClientException>(() => stranger.ListCollectionsAsync(Stop))).Code);
        using var reader = new LodestoneClient(server.Client, key);
        Assert.Empty(await reader.ListCollectionsAsync(Stop));
        Assert.Equal(
            HttpErrorCodes.ScopeInsufficient,
            (await Assert.ThrowsAsync<LodestoneClientException>(() => reader.CreateCollectionAsync("a", cancellationToken: Stop))).Code);
    }
}
