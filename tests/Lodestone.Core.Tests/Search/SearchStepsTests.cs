using Lodestone.TestSupport;

namespace Lodestone.Core.Tests.Search;

public sealed class SearchStepsTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(RetrievalMode.Hybrid, 5, 0, 1)]
    [InlineData(RetrievalMode.Hybrid, 4, 3, 0)]
    [InlineData(RetrievalMode.Dense, 10, 0, 2)]
    [InlineData(RetrievalMode.Keyword, 3, 1, 1)]
    public async Task SearchStepsAsync_LastStep_IsTheSearch(RetrievalMode retrieval, int top, int skip, int passages)
    {
        using var folder = new TemporaryFolder();
        await using var collection = await FilledAsync(folder.Path);
        var options = new SearchOptions
        {
            Top = top,
            Skip = skip,
            Retrieval = retrieval,
            PassagesPerDocument = passages,
            Rerank = new SearchRerankOptions { Depth = 8, CrossEncoderWeight = .9 },
        };
        var steps = await collection.SearchStepsAsync("apples and pears", options, Token).ToListAsync(Token);
        // With another collection, so that no cache gives both the same.
        using var other = new TemporaryFolder();
        await using var fresh = await FilledAsync(other.Path);
        var whole = await fresh.SearchAsync("apples and pears", options, Token);
        Assert.Equal(2, steps.Count);
        Assert.Equal(whole.Hits.Select(Written), steps[1].Hits.Select(Written));
        Assert.Equal((whole.TotalHits, whole.Sequence), (steps[1].TotalHits, steps[1].Sequence));
        Assert.Equal(
            whole.Trace.Stages.Select(s => (s.Stage, s.Count, s.ModelRuns)).Order(),
            steps[1].Trace.Stages.Where(s => s.Stage != StageTrace.Preview).Select(s => (s.Stage, s.Count, s.ModelRuns)).Order());
    }

    [Fact]
    public async Task SearchStepsAsync_FirstStep_IsTheFusedOrder()
    {
        using var folder = new TemporaryFolder();
        await using var collection = await FilledAsync(folder.Path);
        var options = new SearchOptions { Top = 10, Rerank = new SearchRerankOptions { Depth = 4 } };
        var steps = await collection.SearchStepsAsync("apples and pears", options, Token).ToListAsync(Token);
        var unranked = await collection.SearchAsync("apples and pears", options with { Rerank = SearchRerankOptions.Off }, Token);
        Assert.Equal(unranked.Hits.Select(h => (h.DocumentId, h.FinalScore)), steps[0].Hits.Select(h => (h.DocumentId, h.FinalScore)));
        Assert.All(steps[0].Hits, h => Assert.Null(h.Logit));
        Assert.All(steps[0].Hits, h =>
            Assert.Equal(h.Fused.Rank <= 4 ? RerankOutcome.Pending : RerankOutcome.BelowDepth, h.Outcome));
        Assert.DoesNotContain(steps[0].Trace.Stages, s => s.Stage == StageTrace.Rerank);
        Assert.Equal(steps[0].TotalHits, steps[1].TotalHits);
        Assert.All(steps[1].Hits, h => Assert.NotEqual(RerankOutcome.Pending, h.Outcome));
    }

    [Fact]
    public async Task SearchStepsAsync_EmptyCollection_HasTwoSteps()
    {
        using var folder = new TemporaryFolder();
        await using var collection = await Collection.OpenAsync(folder.Path, TinyModels.Options, Token);
        var steps = await collection.SearchStepsAsync("apples", cancellationToken: Token).ToListAsync(Token);
        Assert.Equal(2, steps.Count);
        Assert.All(steps, s => Assert.Empty(s.Hits));
    }

    [Fact]
    public async Task SearchStepsAsync_Mistake_IsRefusedBeforeAnyStep()
    {
        using var folder = new TemporaryFolder();
        await using var collection = await FilledAsync(folder.Path);
        Assert.Equal(
            ErrorCodes.QueryBlank, Assert.Throws<InvalidArgumentException>(() => collection.SearchStepsAsync(" ", cancellationToken: Token)).Code);
        Assert.Equal(
            ErrorCodes.OutOfRange, Assert.Throws<InvalidRangeException>(() => collection.SearchStepsAsync("x", new SearchOptions { Top = 0 }, Token)).Code);
        var unknown = collection.SearchStepsAsync("x", new SearchOptions { Filter = Filter.Parse("colour = 1"), Strict = true }, Token);
        var error = await Assert.ThrowsAsync<FilterException>(async () => await unknown.ToListAsync(Token));
        Assert.Equal(["even"], error.KnownFields);
    }

    [Fact]
    public async Task SearchStepsAsync_LeftEarly_StopsTheSearch()
    {
        using var folder = new TemporaryFolder();
        await using var collection = await FilledAsync(folder.Path);
        await foreach (var step in collection.SearchStepsAsync("apples", cancellationToken: Token))
        {
            Assert.NotEmpty(step.Hits);
            break;
        }

        // Closing waits for nobody: what still ran would run into what is closed.
        await collection.DisposeAsync();
    }

    private static async Task<Collection> FilledAsync(string folder)
    {
        var collection = await Collection.OpenAsync(folder, TinyModels.Options, Token);
        string[] words = ["apples", "pears", "plums", "and", "figs", "cherries"];
        await collection.UpsertAsync(
            [.. Enumerable.Range(0, 24).Select(i => new Document
            {
                Id = $"d{i:00}",
                Title = words[i % 6],
                Text = $"{words[i % 5]} {words[i % 3]} number {i}. " + string.Join(' ', Enumerable.Repeat(words[i % 4], (i * 7 % 40) + 1)),
                Metadata = new Dictionary<string, MetadataValue> { ["even"] = MetadataValue.Of(i % 2 == 0) },
            })],
            cancellationToken: Token);
        return collection;
    }

    // All of a hit, down to the last bit.
    private static string Written(Hit hit) =>
        $"{hit.Rank} {hit.DocumentId} {hit.Passage} {BitConverter.DoubleToInt64Bits(hit.FinalScore)} {hit.Bm25} {hit.Similarity} {hit.Fused} " +
        $"{hit.Logit} {hit.Probability} {hit.DroppedTokens} {hit.Outcome} {hit.Range} {string.Join(",", hit.Highlights)} {hit.Text}";
}
