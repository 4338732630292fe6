namespace Lodestone.Conformance;

/// <summary>What a collection relies on of an <see cref="IReranker"/>.</summary>
public abstract class RerankerConformance : ConformanceSuite
{
    /// <summary>Makes the reranker; the suite disposes it when it is disposable.</summary>
    protected abstract IReranker Create();

    /// <summary>A query in words that the reranker knows.</summary>
    protected virtual string Query => "how do I pay my invoice";

    /// <summary>Passages, some of which answer the query.</summary>
    protected virtual IReadOnlyList<string> Passages =>
    [
        "You pay an invoice by card or by bank transfer.", "Offices close at six.", "An invoice is sent every month.",
        "The ferry leaves at noon.", "How do I pay? Open Billing, choose the invoice, and pay it.",
    ];

    /// <summary>The most that two scores of one pair may differ. Default: 0.</summary>
    protected virtual float Tolerance => 0;

    [Fact]
    public async Task RerankAsync_NoPassages_HasAnEmptyResult()
    {
        var result = await RunAsync([]);
        Assert.Empty(result.Passages);
        Assert.Equal((0, 0, 0), (result.Scored, result.NotScored, result.Blank));
    }

    [Fact]
    public async Task RerankAsync_Passages_HaveOneScoreEachInDescendingOrder()
    {
        var result = await RunAsync(Passages);
        Assert.Equal(Enumerable.Range(0, Passages.Count), result.Passages.Select(s => s.Index).Order());
        Assert.All(result.Passages, s => Assert.Equal(PassageState.Scored, s.State));
        Assert.All(result.Passages, s => Assert.True(float.IsFinite(s.Logit!.Value)));
        Assert.Equal(result.Passages.Select(s => s.Logit).OrderDescending(), result.Passages.Select(s => s.Logit));
    }

    // A decorator that changes logits alone leaves probabilities behind, and a minimum probability would drop other hits than the worst.
    [Fact]
    public async Task RerankAsync_Probabilities_HaveTheOrderOfTheLogits()
    {
        var result = await RunAsync(Passages);
        var told = result.Passages.Select(s => s.Probability).OfType<double>().ToArray();
        Assert.True(told.Length is 0 || told.Length == Passages.Count, "Give every passage a probability, or none.");
        Assert.Equal(told.OrderDescending(), told);
    }

    [Fact]
    public async Task RerankAsync_OtherOrder_HasTheSameScores()
    {
        var forward = Scores(await RunAsync(Passages));
        var backward = Scores(await RunAsync([.. Passages.Reverse()]));
        for (var i = 0; i < forward.Length; i++)
            AssertEqual(forward[i], backward[^(i + 1)], "in another order of the passages");
    }

    [Fact]
    public async Task RerankAsync_OnePassageAlone_HasTheScoreItHasAmongOthers()
    {
        var all = Scores(await RunAsync(Passages));
        for (var i = 0; i < all.Length; i++)
            AssertEqual(all[i], Assert.Single(Scores(await RunAsync([Passages[i]]))), "alone");
    }

    [Fact]
    public async Task RerankAsync_BlankPassages_AreNotScoredAndComeLast()
    {
        var result = await RunAsync(["", .. Passages, " \t"]);
        Assert.Equal(2, result.Blank);
        Assert.Equal([0, Passages.Count + 1], result.Passages.TakeLast(2).Select(s => s.Index));
        Assert.All(result.Passages.TakeLast(2), s => Assert.Equal((PassageState.Blank, null), (s.State, s.Logit)));
    }

    [Fact]
    public async Task RerankAsync_Top_KeepsTheBest()
    {
        var all = await RunAsync(Passages);
        var top = await RunAsync(Passages, new RerankOptions { Top = 2 });
        Assert.Equal(all.Passages.Take(2).Select(s => s.Index), top.Passages.Select(s => s.Index));
    }

    [Fact]
    public async Task RerankAsync_ManyAtOnce_HaveTheScoresOfOne()
    {
        var reranker = Create();
        using var disposal = reranker as IDisposable;
        var one = Scores(await reranker.RerankAsync(Query, Passages, cancellationToken: Token));
        var many = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => reranker.RerankAsync(Query, Passages, cancellationToken: Token)));
        foreach (var result in many)
            Assert.All(Scores(result).Zip(one), pair => AssertEqual(pair.Second, pair.First, "beside other calls"));
    }

    [Fact]
    public async Task RerankAsync_Passages_AreNotChanged()
    {
        var given = Passages.ToList();
        await RunAsync(given);
        Assert.Equal(Passages, given);
    }

    [Fact]
    public async Task RerankAsync_CancelledToken_IsHonoured()
    {
        var reranker = Create();
        using var disposal = reranker as IDisposable;
        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => reranker.RerankAsync(Query, Passages, cancellationToken: Cancelled));
    }

    private static float[] Scores(RerankResult result) => [.. result.Passages.OrderBy(s => s.Index).Select(s => s.Logit!.Value)];

    private void AssertEqual(float expected, float actual, string where) => Assert.True(
        Math.Abs(expected - actual) <= Tolerance,
        $"A pair's score depends on the query and the passage alone: it is {expected} among all passages, and {actual} {where}.");

    private async Task<RerankResult> RunAsync(IReadOnlyList<string> passages, RerankOptions? options = null)
    {
        var reranker = Create();
        using var disposal = reranker as IDisposable;
        return await reranker.RerankAsync(Query, passages, options, Token);
    }
}
