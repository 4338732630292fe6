using Lodestone.TestSupport;

namespace Lodestone.Encoders.Tests.Reranking;

public sealed class PreparedRerankTests : IDisposable
{
    private const string Query = "how do I pay?";

    private static readonly string[] Passages =
    [
        "Pay by card.", "", "Refunds take a week.", string.Join(' ', Enumerable.Repeat("a long passage about refunds and invoices", 40)),
        " \n", "Pay by card.",
    ];

    private readonly CrossEncoder _model = CrossEncoder.Load(Fixtures.TinyModel("bert-reranker"));

    public static TheoryData<LongPassages, int?, int?> Ways => new()
    {
        { LongPassages.Truncate, null, null },
        { LongPassages.Truncate, 7, 2 },
        { LongPassages.Windows, null, 3 },
        { LongPassages.Windows, 70, null },
    };

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task RunAsync_PreparedPassages_IsRerankAsyncBitForBit(LongPassages longPassages, int? most, int? top)
    {
        var read = 0;
        var options = new RerankOptions
        {
            LongPassages = longPassages,
            MaxPassageTokens = most,
            Top = top,
            WindowOverlap = 4,
            TokensRead = new Callback<int>(tokens => Interlocked.Add(ref read, tokens)),
        };
        var straight = await _model.RerankAsync(Query, Passages, options, Token);
        var tokens = read;
        var prepared = _model.Prepare(Query, Passages, options, Token);

        var first = await prepared.RunAsync(cancellationToken: Token);
        var heard = 0;
        var again = await prepared.RunAsync(WorkPriority.Bulk, new Callback<int>(tokens => Interlocked.Add(ref heard, tokens)), Token);

        Assert.Equal(tokens, prepared.Tokens);
        // A listener of the call is told in place of the options' one.
        Assert.Equal((2 * tokens, tokens), (read, heard));
        foreach (var ranking in new[] { first, again })
        {
            Assert.Equal(straight.Passages, ranking.Passages);
            Assert.Equal(
                (straight.Runs, straight.Scored, straight.Blank, straight.NotScored, straight.Truncated),
                (ranking.Runs, ranking.Scored, ranking.Blank, ranking.NotScored, ranking.Truncated));
        }
    }

    [Fact]
    public async Task RunAsync_TokenIds_IsWhatTheTextsGive()
    {
        ReadOnlyMemory<int>[] ids = [.. Passages.Select(p => _model.Tokenizer.Encode(p).Ids)];
        var texts = _model.Prepare(Query, Passages, cancellationToken: Token);
        var numbers = _model.Prepare(Query, ids, cancellationToken: Token);

        var (expected, found) = (await texts.RunAsync(cancellationToken: Token), await numbers.RunAsync(cancellationToken: Token));

        Assert.Equal(texts.Tokens, numbers.Tokens);
        Assert.Equal(texts.PassageTokens, numbers.PassageTokens);
        Assert.Equal(expected.Passages.Select(p => p with { Window = null }), found.Passages);
    }

    [Fact]
    public async Task RunAsync_ListenerAndPriority_AreTheRunsOwn()
    {
        var (ofOptions, ofRun) = (0, 0);
        var options = new RerankOptions { TokensRead = new Callback<int>(tokens => Interlocked.Add(ref ofOptions, tokens)) };
        var prepared = _model.Prepare(Query, Passages, options, Token);
        Assert.Equal(0, ofOptions);

        await prepared.RunAsync(WorkPriority.Bulk, new Callback<int>(tokens => Interlocked.Add(ref ofRun, tokens)), Token);

        Assert.Equal((0, prepared.Tokens), (ofOptions, ofRun));
    }

    [Fact]
    public void Prepare_Passages_TellsTheirTokensAndTheRoom()
    {
        var prepared = _model.Prepare(Query, Passages, new RerankOptions { MaxPassageTokens = 2 }, Token);

        var expected = Passages.Select(p => Document.IsBlank(p) ? 0 : _model.Tokenizer.Encode(p).Count);
        Assert.Equal(expected, prepared.PassageTokens);
        Assert.Equal(
            _model.MaxTokens - _model.Tokenizer.PairSpecialTokens - _model.Tokenizer.Encode(Query).Count, prepared.PassageRoom);
    }

    [Fact]
    public async Task Prepare_NoPassages_HasNothingToRead()
    {
        var prepared = _model.Prepare("", [], cancellationToken: Token);

        Assert.Equal((0L, 0, 0), (prepared.Tokens, prepared.PassageRoom, prepared.PassageTokens.Count));
        Assert.Empty((await prepared.RunAsync(cancellationToken: Token)).Passages);
    }

    [Theory]
    [InlineData(3, 3)]
    [InlineData(500, 300)]
    public async Task RunAsync_MaxPassageTokens_CountsTheRestAsDropped(int most, int tokens)
    {
        var passage = string.Join(' ', Enumerable.Repeat("a", 300));
        var options = new RerankOptions { MaxPassageTokens = most, LongPassages = LongPassages.Windows, WindowOverlap = 10 };

        var score = (await _model.Prepare("a", [passage], options, Token).RunAsync(cancellationToken: Token)).Passages[0];

        Assert.Equal(300 - tokens, score.DroppedTokens);
        Assert.Equal(tokens <= 60, score.Windows == 1);
        // Another passage that is no longer than that is read the same.
        var whole = (await _model.RerankAsync("a", [passage[..((2 * tokens) - 1)]], options, Token)).Passages[0];
        Assert.Equal((whole.Logit, whole.Windows, whole.Window), (score.Logit, score.Windows, score.Window));
    }

    [Fact]
    public async Task RunAsync_TimeBetweenPreparingAndRunning_IsNotOfTheBudget()
    {
        var time = new ManualTime(TimeSpan.FromSeconds(1));
        using var model = CrossEncoder.Load(Fixtures.TinyModel("bert-reranker"), new CrossEncoderOptions { TimeProvider = time });
        // More seconds than the call's own looks at the clock, and fewer than those between its two halves.
        var prepared = model.Prepare("plan", ["alpha", "beta"], new RerankOptions { Budget = TimeSpan.FromSeconds(50) }, Token);
        for (var waited = 0; waited < 100; waited++)
            _ = time.GetTimestamp();

        var ranking = await prepared.RunAsync(cancellationToken: Token);

        Assert.Equal(2, ranking.Scored);
        Assert.InRange(ranking.Elapsed, TimeSpan.FromSeconds(3), TimeSpan.FromSeconds(50));
    }

    [Fact]
    public void Prepare_Cancelled_EndsBetweenPassages()
    {
        using var stop = new CancellationTokenSource();
        stop.Cancel();
        Assert.ThrowsAny<OperationCanceledException>(() => _model.Prepare(Query, Passages, null, stop.Token));
    }

    [Fact]
    public void Prepare_MaxPassageTokensBelowOne_IsRefused() => Assert.Throws<InvalidRangeException>(() =>
        _model.Prepare(Query, Passages, new RerankOptions { MaxPassageTokens = 0 }, Token));

    public void Dispose() => _model.Dispose();
}
