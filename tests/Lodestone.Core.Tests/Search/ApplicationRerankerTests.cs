using Lodestone.Encoders;
using Lodestone.Search.Rerank;
using Lodestone.TestSupport;

namespace Lodestone.Core.Tests.Search;

/// <summary>A reranker of the application in a collection's search: obeyed when it is right, and told when it is wrong.</summary>
public sealed class ApplicationRerankerTests
{
    private static readonly Document[] Documents =
        [Words("a", "apples apples"), Words("b", "apples pears"), Words("c", "apples plums"), Words("d", "apples quinces")];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task SearchAsync_OwnReranker_OrdersByItAndIsNamed()
    {
        var reranker = new Scripted((_, passages) => RerankResult.FromLogits(
            [.. passages.Select(p => (float?)(p.Contains("plums", StringComparison.Ordinal) ? 3 : 1))]));
        var result = await SearchAsync(reranker, new() { Rerank = new() { CrossEncoderWeight = 1 } });
        Assert.Equal(["c", "a", "b", "d"], result.Hits.Select(h => h.DocumentId));
        Assert.All(result.Hits, h => Assert.Equal(RerankOutcome.Reranked, h.Outcome));
        Assert.Equal(1 / (1 + Math.Exp(-3.0)), result.Hits[0].Probability);
        var stage = Stage(result);
        Assert.Equal(("Scripted", 4, (string?)null), (stage.Model, stage.Count, stage.Failure));
    }

    [Fact]
    public async Task StatsAsync_OwnReranker_IsNamedAsTheCrossEncoder()
    {
        using var folder = new TemporaryFolder();
        await using var collection = await Collection.OpenAsync(
            folder.Path, TinyModels.Options with { Reranker = new Scripted((_, _) => new RerankResult([])) }, Token);
        Assert.Equal("Scripted", (await collection.StatsAsync(Token)).CrossEncoder);
        Assert.Empty((await collection.CheckHealthAsync(Token)).Degradations);
    }

    [Fact]
    public async Task SearchAsync_ResultNamesAModel_TraceHasItsName()
    {
        var reranker = new Scripted((_, passages) =>
            RerankResult.FromLogits([.. passages.Select(_ => (float?)1)]) with { Model = "mine-1" });
        Assert.Equal("mine-1", Stage(await SearchAsync(reranker)).Model);
    }

    [Fact]
    public async Task SearchAsync_CrossEncoderAsReranker_EqualsTheCollectionsOwn()
    {
        using var encoder = CrossEncoder.Load(TinyModels.CrossEncoder);
        var own = await SearchAsync(null);
        var given = await SearchAsync(encoder);
        Assert.Equal(
            own.Hits.Select(h => (h.DocumentId, h.Logit, h.Probability)), given.Hits.Select(h => (h.DocumentId, h.Logit, h.Probability)));
        Assert.Equal(TinyModels.CrossEncoderName, Stage(given).Model);
    }

    public static TheoryData<string, string> WrongResults => new()
    {
        { "fewer", ErrorCodes.RerankerOutputInvalid },
        { "none", ErrorCodes.RerankerOutputInvalid },
        { "null", ErrorCodes.RerankerOutputInvalid },
        { "more", ErrorCodes.RerankerOutputInvalid },
        { "index", ErrorCodes.RerankerOutputInvalid },
        { "negative", ErrorCodes.RerankerOutputInvalid },
        { "doubled", ErrorCodes.RerankerOutputInvalid },
        { "nan", ErrorCodes.RerankerOutputInvalid },
        { "infinite", ErrorCodes.RerankerOutputInvalid },
        { "no logit", ErrorCodes.RerankerOutputInvalid },
        { "blank", ErrorCodes.RerankerOutputInvalid },
        { "probability", ErrorCodes.RerankerOutputInvalid },
        { "throws", ErrorCodes.RerankerFailed },
        { "cancels itself", ErrorCodes.RerankerFailed },
        { "times out", ErrorCodes.RerankerFailed },
        { "our error", ErrorCodes.QueryTooLong },
    };

    [Theory]
    [MemberData(nameof(WrongResults))]
    public async Task SearchAsync_WrongReranker_KeepsFusedOrderAndHasACode(string kind, string code)
    {
        var result = await SearchAsync(
            new Scripted((_, passages) => Wrong(kind, passages.Count)), new() { Rerank = new() { CrossEncoderWeight = 1 } });
        var fused = await SearchAsync(null, new() { Rerank = SearchRerankOptions.Off });
        Assert.Equal(fused.Hits.Select(h => h.DocumentId), result.Hits.Select(h => h.DocumentId));
        Assert.All(result.Hits, h => Assert.Null(h.Logit));
        var stage = Stage(result);
        Assert.True(result.Trace.Degraded);
        Assert.Equal(code, stage.FailureCode);
        Assert.Equal("Scripted", stage.Model);
    }

    [Fact]
    public async Task ScoreAsync_BlankPassages_AreNotSentAndKeepTheirIndex()
    {
        var sent = new List<string>();
        var reranker = new Scripted((_, passages) =>
        {
            sent.AddRange(passages);
            return RerankResult.FromLogits([.. passages.Select((_, i) => (float?)i)]);
        });
        var asked = new ApplicationReranker(reranker, TimeProvider.System);
        var result = await asked.ScoreAsync("q", ["", "first", " \u200B", "second"], new RerankOptions(), Token);
        Assert.Equal(["first", "second"], sent);
        Assert.Equal([3, 1, 0, 2], result.Passages.Select(s => s.Index));
        Assert.Equal((2, 2), (result.Scored, result.Blank));
        Assert.Equal(4, (await asked.ScoreAsync("q", ["", "", "", ""], new RerankOptions(), Token)).Blank);
        Assert.Equal(2, sent.Count);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task SearchAsync_RerankerThatNeverReturns_IsLeftAtTheBudget(bool blocks)
    {
        using var never = new NeverReranker(blocks);
        var result = await SearchAsync(never, new() { Budget = TimeSpan.FromMilliseconds(300) });
        Assert.Equal(4, result.Hits.Count);
        Assert.All(result.Hits, h => Assert.Equal(RerankOutcome.OutOfTime, h.Outcome));
        Assert.Null(Stage(result).Failure);
        Assert.Contains(result.Trace.Notices, n => n.Contains("budget", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task SearchAsync_RerankerThatNeverReturns_IsLeftWhenCancelled(bool blocks)
    {
        using var never = new NeverReranker(blocks);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Token);
        var search = SearchAsync(never, cancellationToken: stop.Token);
        await never.Asked.WaitAsync(Token);
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => search);
    }

    [Fact]
    public async Task SearchAsync_PartlyScoredWithinTheBudget_MarksTheRest()
    {
        var reranker = new Scripted((_, passages) => new RerankResult(
        [
            .. passages.Select((_, i) => i == 0
                ? new RerankScore { Index = i, State = PassageState.Scored, Logit = 1 }
                : new RerankScore { Index = i, State = PassageState.NotScored }),
        ]));
        var result = await SearchAsync(reranker);
        Assert.Equal(1, result.Hits.Count(h => h.Outcome == RerankOutcome.Reranked));
        Assert.Equal(3, result.Hits.Count(h => h.Outcome == RerankOutcome.OutOfTime));
    }

    private static RerankResult Wrong(string kind, int count) => kind switch
    {
        "fewer" => RerankResult.FromLogits(new float?[count - 1].Select(_ => (float?)1).ToArray()),
        "none" => new RerankResult([]),
        "null" => null!,
        "more" => RerankResult.FromLogits(new float?[count + 1].Select(_ => (float?)1).ToArray()),
        "index" => new RerankResult([.. Enumerable.Range(1, count).Select(i => Scored(i))]),
        "negative" => new RerankResult([.. Enumerable.Range(-1, count).Select(i => Scored(i))]),
        "doubled" => new RerankResult([.. Enumerable.Repeat(0, count).Select(i => Scored(i))]),
        "nan" => RerankResult.FromLogits([.. Enumerable.Range(0, count).Select(i => (float?)(i == 1 ? float.NaN : i))]),
        "infinite" => RerankResult.FromLogits([.. Enumerable.Range(0, count).Select(i => (float?)(i == 1 ? float.PositiveInfinity : i))]),
        "no logit" => new RerankResult([.. Enumerable.Range(0, count).Select(i => Scored(i) with { Logit = null })]),
        "blank" => RerankResult.FromLogits([.. Enumerable.Range(0, count).Select(i => i == 1 ? null : (float?)i)]),
        "probability" => new RerankResult([.. Enumerable.Range(0, count).Select(i => Scored(i) with { Probability = 1.5 })]),
        "throws" => throw new InvalidOperationException("no network"),
        "cancels itself" => throw new TaskCanceledException("its own time limit"),
        "times out" => throw new TimeoutException("its own time limit"),
        "our error" => throw new InvalidArgumentException(ErrorCodes.QueryTooLong, "The query is too long.", "query"),
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };

    private static RerankScore Scored(int index) => new() { Index = index, State = PassageState.Scored, Logit = index };

    private static StageTrace Stage(SearchResult result) => Assert.Single(result.Trace.Stages, s => s.Stage == StageTrace.Rerank);

    private static async Task<SearchResult> SearchAsync(
        IReranker? reranker, SearchOptions? options = null, Document[]? documents = null, CancellationToken? cancellationToken = null)
    {
        using var folder = new TemporaryFolder();
        await using var collection = await Collection.OpenAsync(folder.Path, TinyModels.Options with { Reranker = reranker }, Token);
        await collection.UpsertAsync(documents ?? Documents, cancellationToken: Token);
        return await collection.SearchAsync("apples", options, cancellationToken ?? Token);
    }

    private static Document Words(string id, string text) => new() { Id = id, Text = text };

    private sealed class Scripted(Func<string, IReadOnlyList<string>, RerankResult> answer) : IReranker
    {
        public Task<RerankResult> RerankAsync(
            string query, IReadOnlyList<string> passages, RerankOptions? options = null, CancellationToken cancellationToken = default) =>
            Task.FromResult(answer(query, passages));
    }

    /// <summary>Ignores its token; blocks its caller's thread, or returns a task that never ends.</summary>
    private sealed class NeverReranker(bool blocks) : IReranker, IDisposable
    {
        private readonly TaskCompletionSource _asked = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly ManualResetEventSlim _release = new();
        private readonly TaskCompletionSource<RerankResult> _never = new();

        public Task Asked => _asked.Task;

        public Task<RerankResult> RerankAsync(
            string query, IReadOnlyList<string> passages, RerankOptions? options = null, CancellationToken cancellationToken = default)
        {
            _asked.TrySetResult();
            if (blocks)
                _release.Wait(CancellationToken.None);
            return _never.Task;
        }

        // The blocked thread is let go, so that it does not outlive the test; the event itself is left to the collector.
        public void Dispose()
        {
            _release.Set();
            _never.TrySetCanceled();
        }
    }
}
