using Lodestone.TestSupport;

namespace Lodestone.Core.Tests.Search;

/// <summary>Several collections in one search: one shortlist, reranked once, one order.</summary>
public sealed class JointSearchTests : IAsyncDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly List<Collection> _opened = [];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask DisposeAsync()
    {
        foreach (var collection in _opened)
            await collection.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task SearchJointlyAsync_OneBiEncoder_OrdersAsOneCollectionWould()
    {
        var (a, b) = (await OpenAsync("a", TinyModels.BiEncoder, 0, 6), await OpenAsync("b", TinyModels.BiEncoder, 6, 6));
        var all = await OpenAsync("all", TinyModels.BiEncoder, 0, 12);
        var options = new SearchOptions { Retrieval = RetrievalMode.Dense, Rerank = new SearchRerankOptions { Depth = 5 }, Top = 12 };
        var joint = await Collection.SearchJointlyAsync([a, b], "question 7 about rivers", options, Token);
        var one = await all.SearchAsync("question 7 about rivers", options, Token);
        Assert.Equal(one.Hits.Select(h => (h.Rank, h.DocumentId, h.Outcome)), joint.Result.Hits.Select(h => (h.Rank, h.DocumentId, h.Outcome)));
        Assert.Equal(one.Hits.Select(h => h.Logit), joint.Result.Hits.Select(h => h.Logit));
        Assert.Equal(one.Hits.Select(h => h.Similarity?.Rank), joint.Result.Hits.Select(h => h.Similarity?.Rank));
        Assert.All(joint.Result.Hits.Zip(joint.Collections), h => Assert.Equal(string.CompareOrdinal(h.First.DocumentId, "06") < 0 ? 0 : 1, h.Second));
        var rerank = Assert.Single(joint.Result.Trace.Stages, s => s.Stage == StageTrace.Rerank);
        Assert.Equal(5, rerank.Count);
        // Pages are parts of one order.
        var page = await Collection.SearchJointlyAsync([a, b], "question 7 about rivers", options with { Skip = 3, Top = 4 }, Token);
        Assert.Equal(joint.Result.Hits.Skip(3).Take(4).Select(h => h.DocumentId), page.Result.Hits.Select(h => h.DocumentId));
    }

    [Theory]
    [InlineData(RetrievalMode.Hybrid)]
    [InlineData(RetrievalMode.Dense)]
    [InlineData(RetrievalMode.Keyword)]
    public async Task SearchJointlyAsync_DifferentBiEncoders_MeetByTheLogitOnly(RetrievalMode retrieval)
    {
        var (a, b) = (await OpenAsync("a", TinyModels.BiEncoder, 0, 6), await OpenAsync("b", TinyModels.OtherBiEncoder, 6, 6));
        var options = new SearchOptions { Retrieval = retrieval, Rerank = new SearchRerankOptions { Depth = 8 }, Top = 12 };
        var joint = await Collection.SearchJointlyAsync([a, b], "question 7 about rivers", options, Token);
        var hits = joint.Result.Hits;
        Assert.Equal(12, hits.Count);
        var logits = hits.TakeWhile(h => h.Logit is not null).Select(h => h.Logit!.Value.Score).ToArray();
        Assert.Equal(8, logits.Length);
        Assert.Equal(logits.OrderDescending(), logits);
        Assert.Equal(hits.Select(h => h.Probability ?? 0), hits.Select(h => h.FinalScore));
        // Four of each were read: neither collection's scores decide.
        Assert.Equal(4, joint.Collections.Take(8).Count(c => c == 0));
        // The order of the collections changes no order of reranked hits.
        var turned = await Collection.SearchJointlyAsync([b, a], "question 7 about rivers", options, Token);
        Assert.Equal(hits.Take(8).Select(h => h.DocumentId), turned.Result.Hits.Take(8).Select(h => h.DocumentId));
    }

    [Fact]
    public async Task SearchJointlyAsync_DifferentBiEncodersWithoutReranking_AreRefused()
    {
        var (a, b) = (await OpenAsync("a", TinyModels.BiEncoder, 0, 2), await OpenAsync("b", TinyModels.OtherBiEncoder, 2, 2));
        var options = new SearchOptions { Rerank = SearchRerankOptions.Off };
        var error = await Assert.ThrowsAsync<InvalidArgumentException>(() => Collection.SearchJointlyAsync([a, b], "rivers", options, Token));
        Assert.Equal(ErrorCodes.ScoresNotComparable, error.Code);
        var words = await Collection.SearchJointlyAsync([a, b], "rivers", options with { Retrieval = RetrievalMode.Keyword }, Token);
        Assert.Equal(4, words.Result.Hits.Count);
    }

    [Fact]
    public async Task SearchJointlyAsync_RerankerThatFails_IsDegradedAndTakesTurns()
    {
        var (a, b) = (await OpenAsync("a", TinyModels.BiEncoder, 0, 3, "none"), await OpenAsync("b", TinyModels.OtherBiEncoder, 3, 3));
        var joint = await Collection.SearchJointlyAsync([a, b], "rivers", cancellationToken: Token);
        Assert.True(joint.Result.Trace.Degraded);
        Assert.Equal([0, 1, 0, 1, 0, 1], joint.Collections);
        Assert.Contains(joint.Result.Trace.Notices, n => n.Contains("in turn", StringComparison.Ordinal));
    }

    [Fact]
    public async Task SearchJointlyAsync_FieldOfOneCollection_IsNoMistake()
    {
        var (a, b) = (await OpenAsync("a", TinyModels.BiEncoder, 0, 3), await OpenAsync("b", TinyModels.BiEncoder, 3, 3));
        await a.UpsertAsync([new Document { Id = "x", Text = "rivers", Metadata = { ["plan"] = "free" } }], cancellationToken: Token);
        var options = new SearchOptions { Filter = Filter.Parse("plan = \"free\""), Strict = true };
        var joint = await Collection.SearchJointlyAsync([a, b], "rivers", options, Token);
        Assert.Equal("x", Assert.Single(joint.Result.Hits).DocumentId);
        Assert.Empty(joint.Result.UnknownFields);
        var unknown = await Assert.ThrowsAsync<FilterException>(() => Collection.SearchJointlyAsync(
            [a, b], "rivers", options with { Filter = Filter.Parse("colour = 1") }, Token));
        Assert.Equal(ErrorCodes.FilterFieldUnknown, unknown.Code);
    }

    [Fact]
    public async Task SearchJointlyAsync_OneIdInBoth_IsTwoHits()
    {
        var (a, b) = (await OpenAsync("a", TinyModels.BiEncoder, 0, 2), await OpenAsync("b", TinyModels.BiEncoder, 0, 2));
        var joint = await Collection.SearchJointlyAsync([a, b], "rivers", cancellationToken: Token);
        Assert.Equal(4, joint.Result.Hits.Count);
        Assert.Equal(2, joint.Result.Hits.Zip(joint.Collections).Count(h => h.First.DocumentId == "00"));
    }

    [Fact]
    public async Task SearchJointlyAsync_NoneOrOneTwice_IsRefused()
    {
        var a = await OpenAsync("a", TinyModels.BiEncoder, 0, 1);
        var none = await Assert.ThrowsAsync<InvalidArgumentException>(() => Collection.SearchJointlyAsync([], "q", cancellationToken: Token));
        Assert.Equal(ErrorCodes.ValueBlank, none.Code);
        var twice = await Assert.ThrowsAsync<InvalidArgumentException>(() => Collection.SearchJointlyAsync([a, a], "q", cancellationToken: Token));
        Assert.Equal(ErrorCodes.IdDuplicate, twice.Code);
    }

    private async Task<Collection> OpenAsync(string name, string biEncoder, int first, int count, string? crossEncoder = null)
    {
        var options = TinyModels.Options with { BiEncoder = biEncoder };
        var collection = await Collection.OpenAsync(
            _folder[name], crossEncoder is null ? options : options with { CrossEncoder = _folder[crossEncoder] }, Token);
        _opened.Add(collection);
        await collection.UpsertAsync(
            [.. Enumerable.Range(first, count).Select(i => new Document
            {
                Id = FormattableString.Invariant($"{i:D2}"),
                Title = FormattableString.Invariant($"Question {i}"),
                Text = FormattableString.Invariant($"an answer about rivers and bridge {i * 7}"),
            })],
            cancellationToken: Token);
        return collection;
    }
}
