using Lodestone.TestSupport;

namespace Lodestone.Core.Tests.Search;

/// <summary>Relevance in absolute terms: hits that the reranker holds for improbable are left out, and the result says so.</summary>
public sealed class MinProbabilityTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(0, "a b c d", 0)]
    [InlineData(0.5, "a b", 2)]
    [InlineData(0.8, "a", 3)]
    [InlineData(0.999, "", 4)]
    public async Task SearchAsync_MinProbability_LeavesOutTheOthersAndCountsThem(double least, string ids, int below)
    {
        var result = await SearchAsync(new ByFirstLetter(), new() { MinProbability = least });
        Assert.Equal(ids.Split(' ', StringSplitOptions.RemoveEmptyEntries), result.Hits.Select(h => h.DocumentId).Order());
        Assert.Equal((below, ids.Length == 0), (result.BelowMinProbability, result.NoneReachedMinProbability));
        Assert.Equal(4 - below, result.TotalHits);
        Assert.Equal(ids.Length == 0, result.Trace.Notices.Any(n => n.Contains("minimum probability of 0.999", StringComparison.Ordinal)));
        Assert.Equal(Enumerable.Range(1, result.Hits.Count), result.Hits.Select(h => h.Rank));
    }

    [Fact]
    public async Task SearchAsync_WithoutAMinimum_SaysNothing()
    {
        var result = await SearchAsync(new ByFirstLetter(), new());
        Assert.Null(result.BelowMinProbability);
        Assert.False(result.NoneReachedMinProbability);
    }

    [Fact]
    public async Task SearchAsync_HitBelowTheDepth_HasNoProbabilityAndIsLeftOut()
    {
        var result = await SearchAsync(new ByFirstLetter(), new() { MinProbability = 0, Rerank = new() { Depth = 2 } });
        Assert.Equal((2, 2), (result.Hits.Count, result.BelowMinProbability));
    }

    [Fact]
    public async Task SearchAsync_RerankerThatFails_LeavesOutAllAndSaysWhy()
    {
        var result = await SearchAsync(new Failing(), new() { MinProbability = 0.1 });
        Assert.True(result.NoneReachedMinProbability);
        Assert.Contains(result.Trace.Notices, n => n.Contains("No hit was reranked", StringComparison.Ordinal));
        Assert.Equal(ErrorCodes.RerankerFailed, result.Trace.Stages.Single(s => s.Stage == StageTrace.Rerank).FailureCode);
    }

    [Fact]
    public async Task SearchStepsAsync_MinProbability_IsAppliedAfterReranking()
    {
        using var folder = new TemporaryFolder();
        await using var collection = await OpenAsync(folder, new ByFirstLetter());
        var steps = await collection.SearchStepsAsync("apples", new() { MinProbability = 0.5 }, Token).ToListAsync(Token);
        Assert.Equal([4, 2], steps.Select(s => s.TotalHits));
        Assert.Equal([null, 2], steps.Select(s => s.BelowMinProbability));
    }

    [Theory]
    [InlineData(-0.1)]
    [InlineData(1.1)]
    [InlineData(double.NaN)]
    public async Task SearchAsync_MinProbabilityOutOfRange_IsRefused(double least) =>
        await Assert.ThrowsAsync<InvalidRangeException>(() => SearchAsync(new ByFirstLetter(), new() { MinProbability = least }));

    [Fact]
    public async Task SearchAsync_MinProbabilityWithoutReranking_IsRefused()
    {
        var error = await Assert.ThrowsAsync<InvalidArgumentException>(
            () => SearchAsync(new ByFirstLetter(), new() { MinProbability = 0.5, Rerank = SearchRerankOptions.Off }));
        Assert.Equal(ErrorCodes.ProbabilityMissing, error.Code);
    }

    private static async Task<SearchResult> SearchAsync(IReranker reranker, SearchOptions options)
    {
        using var folder = new TemporaryFolder();
        await using var collection = await OpenAsync(folder, reranker);
        return await collection.SearchAsync("apples", options, Token);
    }

    private static async Task<Collection> OpenAsync(TemporaryFolder folder, IReranker reranker)
    {
        var collection = await Collection.OpenAsync(folder.Path, TinyModels.Options with { Reranker = reranker }, Token);
        await collection.UpsertAsync([.. "abcd".Select(c => new Document { Id = $"{c}", Text = $"{c} apples" })], cancellationToken: Token);
        return collection;
    }

    /// <summary>Probabilities 0.88, 0.5, 0.12, 0.02 for texts that begin with a, b, c, d.</summary>
    private sealed class ByFirstLetter : IReranker
    {
        public Task<RerankResult> RerankAsync(
            string query, IReadOnlyList<string> passages, RerankOptions? options = null, CancellationToken cancellationToken = default) =>
            Task.FromResult(RerankResult.FromLogits([.. passages.Select(p => (float?)(2 * ('b' - p[0])))]));
    }

    private sealed class Failing : IReranker
    {
        public Task<RerankResult> RerankAsync(
            string query, IReadOnlyList<string> passages, RerankOptions? options = null, CancellationToken cancellationToken = default) =>
            throw new HttpRequestException("no network");
    }
}
