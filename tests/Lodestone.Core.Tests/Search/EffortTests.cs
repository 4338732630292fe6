using Lodestone.Encoders;
using Lodestone.Storage;
using Lodestone.TestSupport;

namespace Lodestone.Core.Tests.Search;

/// <summary>Efforts, with two tiny models under the names of the bundled cross-encoder and of the one distilled from it.</summary>
public sealed class EffortTests : IDisposable
{
    private const int Documents = 60;

    private readonly TemporaryFolder _folder = new();
    private readonly TemporaryFolder _models = new();

    public EffortTests()
    {
        Copy(TinyModels.CrossEncoder, ModelCatalog.DefaultCrossEncoder);
        Copy(TinyModels.Folder("bert-reranker-sigmoid"), ModelCatalog.DistilledCrossEncoder);
        Scale(ModelCatalog.DefaultCrossEncoder, 0);
        Scale(ModelCatalog.DistilledCrossEncoder, 0);
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _folder.Dispose();
        _models.Dispose();
    }

    [Theory]
    [InlineData(RerankEffort.Full, 30, ModelCatalog.DefaultCrossEncoder)]
    [InlineData(RerankEffort.Full, 10, ModelCatalog.DefaultCrossEncoder)]
    [InlineData(RerankEffort.Balanced, 30, ModelCatalog.DefaultCrossEncoder)]
    [InlineData(RerankEffort.Balanced, 60, ModelCatalog.DefaultCrossEncoder)]
    [InlineData(RerankEffort.Balanced, 11, ModelCatalog.DefaultCrossEncoder)]
    [InlineData(RerankEffort.Fast, 30, ModelCatalog.DistilledCrossEncoder)]
    [InlineData(RerankEffort.Fast, 11, ModelCatalog.DistilledCrossEncoder)]
    public async Task SearchAsync_Effort_ChoosesTheModelAndThePassages(RerankEffort effort, int depth, string model)
    {
        await using var collection = await OpenAsync();
        var full = await SearchAsync(collection, RerankEffort.Full, depth: Documents);
        var logits = full.Hits.OrderBy(h => h.Fused.Rank).Select(h => h.Logit!.Value.Score).ToArray();
        var result = await SearchAsync(collection, effort, depth: depth);
        var stage = result.Trace.Stages.Single(s => s.Stage == StageTrace.Rerank);
        Assert.Equal((effort, model), (result.Trace.Effort, stage.Model));
        if (effort == RerankEffort.Fast)
            logits =
            [
                .. (await SearchAsync(collection, effort, depth: depth)).Hits.OrderBy(h => h.Fused.Rank).Select(h => h.Logit?.Score ?? -99)];
        var expected = effort == RerankEffort.Full ? depth : Expected(logits, depth);
        Assert.Equal(expected, stage.Count);
        Assert.All(result.Hits, h => Assert.Equal(
            h.Fused.Rank <= expected ? RerankOutcome.Reranked : RerankOutcome.BelowDepth, h.Outcome));
    }

    [Theory]
    [InlineData(100, 30)]
    [InlineData(-100, 12)]
    public async Task SearchAsync_Balanced_ReadsOnWhilePassagesAreRelevant(double shift, int expected)
    {
        // Logits that are shifted on the common scale: all passages are relevant, or none is.
        Scale(ModelCatalog.DefaultCrossEncoder, -shift);
        await using var collection = await OpenAsync();
        var stage = (await SearchAsync(collection, RerankEffort.Balanced)).Trace.Stages.Single(s => s.Stage == StageTrace.Rerank);
        Assert.Equal((expected, expected), (stage.Count, stage.ModelRuns));
    }

    [Theory]
    [InlineData(RerankEffort.Balanced, RerankEffort.Balanced)]
    [InlineData(RerankEffort.Full, RerankEffort.Full)]
    [InlineData(RerankEffort.Fast, RerankEffort.Balanced)]
    public async Task SearchAsync_NoDistilledModel_TheTraceSaysWhatWasMade(RerankEffort asked, RerankEffort made)
    {
        Directory.Delete(_models[ModelCatalog.DistilledCrossEncoder], recursive: true);
        await using var collection = await OpenAsync();
        var result = await SearchAsync(collection, asked);
        Assert.Equal(made, result.Trace.Effort);
        Assert.Equal(ModelCatalog.DefaultCrossEncoder, result.Trace.Stages.Single(s => s.Stage == StageTrace.Rerank).Model);
    }

    [Fact]
    public async Task SearchAsync_ModelOrRerankerWithoutAScale_RunsInFull()
    {
        var byPath = new CollectionOptions { CrossEncoder = TinyModels.CrossEncoder };
        await using (var collection = await OpenAsync(byPath))
            Assert.Equal(RerankEffort.Full, (await SearchAsync(collection, RerankEffort.Fast)).Trace.Effort);
        await using (var collection = await OpenAsync(new CollectionOptions { Reranker = new OwnReranker() }))
            Assert.Equal(RerankEffort.Full, (await SearchAsync(collection, RerankEffort.Fast)).Trace.Effort);
    }

    [Fact]
    public async Task SearchAsync_SeveralEfforts_HaveTheirOwnScores()
    {
        await using var collection = await OpenAsync();
        var first = await SearchAsync(collection, RerankEffort.Balanced);
        var fast = await SearchAsync(collection, RerankEffort.Fast);
        Assert.NotEqual(Logits(first)[0].Logit, Logits(fast).Single(l => l.DocumentId == Logits(first)[0].DocumentId).Logit);
        // The model's scores are in the cache for both of its efforts.
        var full = await SearchAsync(collection, RerankEffort.Full);
        Assert.Equal(30, Runs(first) + Runs(full));
        var again = await SearchAsync(collection, RerankEffort.Balanced);
        Assert.Equal(0, Runs(again));
        Assert.Equal(Scores(first.Hits), Scores(again.Hits));
    }

    [Theory]
    [InlineData(RerankEffort.Balanced)]
    [InlineData(RerankEffort.Fast)]
    public async Task SearchAsync_Pages_JoinToOneLongPage(RerankEffort effort)
    {
        await using var collection = await OpenAsync();
        var whole = await SearchAsync(collection, effort);
        var pages = new List<Hit>();
        for (var skip = 0; skip < Documents; skip += 7)
            pages.AddRange((await SearchAsync(collection, effort, skip, Math.Min(7, Documents - skip))).Hits);
        Assert.Equal(Scores(whole.Hits), Scores(pages));
    }

    [Fact]
    public async Task SearchAsync_UnknownEffort_IsRefused()
    {
        await using var collection = await OpenAsync();
        var error = await Assert.ThrowsAsync<InvalidRangeException>(() => SearchAsync(collection, (RerankEffort)7));
        Assert.Contains("Balanced, Full, Fast", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task SearchStepsAsync_Fast_MarksAsPendingWhatMayBeRead()
    {
        await using var collection = await OpenAsync();
        var steps = new List<SearchResult>();
        var options = new SearchOptions { Top = Documents, Rerank = new() { Effort = RerankEffort.Fast } };
        await foreach (var step in collection.SearchStepsAsync("apple", options, Token))
            steps.Add(step);
        var pending = steps[0].Hits.Where(h => h.Outcome == RerankOutcome.Pending).Select(h => h.DocumentId).ToHashSet();
        var reranked = steps[^1].Hits.Where(h => h.Outcome == RerankOutcome.Reranked).Select(h => h.DocumentId).ToList();
        Assert.Equal(30, pending.Count);
        Assert.True(reranked.Count >= 12 && pending.IsSupersetOf(reranked));
    }

    [Fact]
    public async Task SearchAsync_APassageOfALaterStepCannotBeRead_NothingCountsAsRead()
    {
        // Models of one tokenizer: the cross-encoder reads the token ids that are stored.
        Copy(TinyModels.Folder("bert-reranker-sigmoid"), ModelCatalog.DefaultCrossEncoder);
        var biEncoder = TinyModels.Folder("bert-max-unnormalized");
        Scale(ModelCatalog.DefaultCrossEncoder, -100);
        string later;
        await using (var whole = await OpenAsync(biEncoder: biEncoder))
            later = (await SearchAsync(whole, RerankEffort.Balanced)).Hits.Single(h => h.Fused.Rank == 13).DocumentId;
        using (var database = Database.OpenForWriting(_folder[Schema.FileName], create: false, Durability.Durable))
        {
            // A token id beyond the model's vocabulary, as of an import that was edited.
            database.RunAll(
                "UPDATE passages SET tokens = x'01FFFFFF7F' " +
                $"WHERE document = (SELECT document FROM documents WHERE id = '{later}')");
        }

        await using var damaged = await OpenAsync(biEncoder: biEncoder);
        var result = await SearchAsync(damaged, RerankEffort.Balanced);
        var stage = result.Trace.Stages.Single(s => s.Stage == StageTrace.Rerank);
        Assert.NotNull(stage.Failure);
        Assert.Equal((12, 0), (stage.ModelRuns, stage.Count));
        Assert.All(result.Hits, h => Assert.Equal((RerankOutcome.NotAsked, null, h.Fused.Score), (h.Outcome, h.Logit, h.FinalScore)));
    }

    // The passages that the rule reads, from the logits in fused order.
    private static int Expected(double[] logits, int depth)
    {
        var read = Math.Min(12, depth);
        while (read < depth && logits[(read - 4)..read].Max() > -2.5)
            read = Math.Min(depth, read + 2);
        return read;
    }

    private static IEnumerable<(string DocumentId, double FinalScore, StageScore? Logit)> Scores(IEnumerable<Hit> hits) =>
        hits.Select(h => (h.DocumentId, h.FinalScore, h.Logit));

    private static int Runs(SearchResult result) => result.Trace.Stages.Single(s => s.Stage == StageTrace.Rerank).ModelRuns;

    private static List<(string DocumentId, double Logit)> Logits(SearchResult result) =>
        [.. result.Hits.Where(h => h.Logit is not null).Select(h => (h.DocumentId, h.Logit!.Value.Score))];

    private static Task<SearchResult> SearchAsync(
        Collection collection, RerankEffort effort, int skip = 0, int top = Documents, int depth = 30) =>
        collection.SearchAsync("apple", new() { Skip = skip, Top = top, Rerank = new() { Effort = effort, Depth = depth } }, Token);

    private async Task<Collection> OpenAsync(CollectionOptions? options = null, string? biEncoder = null)
    {
        options ??= new CollectionOptions();
        var collection = await Collection.OpenAsync(
            _folder.Path, options with { BiEncoder = biEncoder ?? TinyModels.BiEncoder, ModelsFolder = _models.Path }, Token);
        if (await collection.CountAsync(cancellationToken: Token) == 0)
        {
            await collection.UpsertAsync(
                [
                    .. Enumerable.Range(0, Documents).Select(i => new Document
                    {
                        Id = $"d{i:00}",
                        // Half of the documents are equal, so the first stage has no reason to prefer one of them.
                        Text = i < Documents / 2 ? "apple" : $"apple and {(i % 5 == 0 ? "pear" : "plum")} number {i}",
                    }),
                ],
                cancellationToken: Token);
        }

        return collection;
    }

    private sealed class OwnReranker : IReranker
    {
        public Task<RerankResult> RerankAsync(
            string query, IReadOnlyList<string> passages, RerankOptions? options = null, CancellationToken cancellationToken = default) =>
            Task.FromResult(new RerankResult(
                [.. passages.Select((_, i) => new RerankScore { Index = i, State = PassageState.Scored, Logit = i })]));
    }

    private void Scale(string name, double offset)
    {
        _models.Write(Path.Combine(name, "lodestone.check.json"), System.Text.Encoding.UTF8.GetBytes(string.Create(
            System.Globalization.CultureInfo.InvariantCulture,
            $$"""{"tolerance": 1e9, "logits": {"offset": {{offset}}, "scale": 1}, "pairs": [{"query": "a", "passage": "b", "logit": 0}]}""")));
    }

    private void Copy(string model, string name)
    {
        foreach (var file in Directory.EnumerateFiles(model, "*", SearchOption.AllDirectories))
            _models.Write(Path.Combine(name, Path.GetRelativePath(model, file)), File.ReadAllBytes(file));
    }
}
