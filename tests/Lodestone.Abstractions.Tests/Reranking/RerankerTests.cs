namespace Lodestone.Abstractions.Tests.Reranking;

/// <summary>The reranking of objects, and the base of decorators.</summary>
public sealed class RerankerTests
{
    private static readonly Note[] Notes = [new("short"), new("the longest of all"), new(null), new("rather long")];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task RerankAsync_Objects_AreReturnedBestFirstWithTheirScores()
    {
        var ranked = await new ByLength().RerankAsync("q", Notes, n => n.Body, cancellationToken: Token);
        Assert.Equal([Notes[1], Notes[3], Notes[0], Notes[2]], ranked.Select(r => r.Item));
        Assert.Equal([1, 3, 0, 2], ranked.Select(r => r.Score.Index));
        Assert.Equal([18f, 11f, 5f, null], ranked.Select(r => r.Score.Logit));
        Assert.Equal(PassageState.Blank, ranked[3].Score.State);
    }

    [Theory]
    [InlineData(2, null, 2)]
    [InlineData(null, 3, 3)]
    [InlineData(1, 3, 1)]
    [InlineData(9, null, 4)]
    public async Task RerankAsync_Top_KeepsTheBest(int? top, int? optionsTop, int count)
    {
        var asked = new ByLength();
        var ranked = await asked.RerankAsync(
            "q", Notes, n => n.Body, top, new RerankOptions { Top = optionsTop, Budget = TimeSpan.FromHours(1) }, Token);
        Assert.Equal(count, ranked.Count);
        Assert.Same(Notes[1], ranked[0].Item);
        Assert.Equal((top ?? optionsTop, TimeSpan.FromHours(1)), (asked.Options!.Top, asked.Options.Budget));
    }

    [Fact]
    public async Task RerankAsync_RerankerThatIgnoresTop_IsCutHere()
    {
        var ranked = await new ByLength { IgnoresTop = true }.RerankAsync("q", Notes, n => n.Body, top: 1, cancellationToken: Token);
        Assert.Same(Notes[1], Assert.Single(ranked).Item);
    }

    [Fact]
    public async Task RerankAsync_ListThatChangesMeanwhile_IsTheOneThatWasGiven()
    {
        List<Note> notes = [.. Notes];
        var go = new TaskCompletionSource();
        var ranking = new ByLength { Before = go.Task }.RerankAsync("q", notes, n => n.Body, cancellationToken: Token);
        notes.Clear();
        go.SetResult();
        Assert.Equal([Notes[1], Notes[3], Notes[0], Notes[2]], (await ranking).Select(r => r.Item));
    }

    [Fact]
    public async Task RerankAsync_NoObjects_IsEmpty() =>
        Assert.Empty(await new ByLength().RerankAsync("q", Array.Empty<Note>(), n => n.Body, cancellationToken: Token));

    [Fact]
    public async Task RerankAsync_Null_IsRefused()
    {
        await Assert.ThrowsAsync<ArgumentNullException>(
            () => RerankerExtensions.RerankAsync(null!, "q", Notes, n => n.Body, cancellationToken: Token));
        await Assert.ThrowsAsync<ArgumentNullException>(
            () => new ByLength().RerankAsync<Note>("q", null!, n => n.Body, cancellationToken: Token));
        await Assert.ThrowsAsync<ArgumentNullException>(() => new ByLength().RerankAsync("q", Notes, null!, cancellationToken: Token));
    }

    [Fact]
    public async Task DelegatingReranker_Call_IsPassedOnAsItIs()
    {
        var inner = new ByLength();
        var options = new RerankOptions { Top = 1 };
        using var stop = new CancellationTokenSource();
        IReadOnlyList<string> passages = ["a", "bb"];
        var result = await new Doubling(inner).RerankAsync("q", passages, options, stop.Token);
        Assert.Equal(1, Assert.Single(result.Passages).Index);
        Assert.Equal("qq", inner.Query);
        Assert.Same(passages, inner.Passages);
        Assert.Same(options, inner.Options);
        Assert.Equal(stop.Token, inner.CancellationToken);
        Assert.Throws<ArgumentNullException>(() => new Doubling(null!));
    }

    [Fact]
    public async Task DelegatingReranker_FailureOfTheInner_IsItsOwn()
    {
        var failing = new ByLength { Before = Task.FromException(new TimeoutException("away")) };
        await Assert.ThrowsAsync<TimeoutException>(() => new Doubling(failing).RerankAsync("q", ["a"], null, Token));
    }

    private sealed record Note(string? Body);

    private sealed class Doubling(IReranker inner) : DelegatingReranker(inner)
    {
        public override Task<RerankResult> RerankAsync(
            string query, IReadOnlyList<string> passages, RerankOptions? options = null, CancellationToken cancellationToken = default) =>
            base.RerankAsync(query + query, passages, options, cancellationToken);
    }

    private sealed class ByLength : IReranker
    {
        public bool IgnoresTop { get; init; }

        public Task Before { get; init; } = Task.CompletedTask;

        public string? Query { get; private set; }

        public IReadOnlyList<string>? Passages { get; private set; }

        public RerankOptions? Options { get; private set; }

        public CancellationToken CancellationToken { get; private set; }

        public async Task<RerankResult> RerankAsync(
            string query, IReadOnlyList<string> passages, RerankOptions? options = null, CancellationToken cancellationToken = default)
        {
            (Query, Passages, Options, CancellationToken) = (query, passages, options, cancellationToken);
            await Before;
            return RerankResult.FromLogits(
                [.. passages.Select(p => p.Length == 0 ? (float?)null : p.Length)], IgnoresTop ? null : options?.Top);
        }
    }
}
