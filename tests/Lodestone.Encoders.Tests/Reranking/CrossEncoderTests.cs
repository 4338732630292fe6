using Lodestone.TestSupport;

namespace Lodestone.Encoders.Tests.Reranking;

public sealed class CrossEncoderTests : IDisposable
{
    private readonly CrossEncoder _model = CrossEncoder.Load(Fixtures.TinyModel("bert-reranker"));

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task RerankAsync_NoPassages_GivesNone()
    {
        var ranking = await _model.RerankAsync("volcano", [], cancellationToken: Token);
        Assert.Empty(ranking.Passages);
        Assert.Equal(0, ranking.Runs);
    }

    [Fact]
    public async Task RerankAsync_BlankPassages_AreNeverRunAndComeLast()
    {
        var ranking = await BundledModels.MsMarco.RerankAsync(
            "volcano", ["", "A volcano is a vent in the crust of a planet.", "  \n"], cancellationToken: Token);
        Assert.Equal([1, 0, 2], ranking.Passages.Select(p => p.Index));
        Assert.Equal([PassageState.Scored, PassageState.Blank, PassageState.Blank], ranking.Passages.Select(p => p.State));
        Assert.Equal((1, 2), (ranking.Runs, ranking.Blank));
        Assert.All(ranking.Passages.Skip(1), p => Assert.Equal((null, null, 0, 0), (p.Logit, p.Probability, p.Tokens, p.Windows)));
    }

    [Fact]
    public async Task RerankAsync_EqualPassages_OrderByIndex()
    {
        var ranking = await _model.RerankAsync("plan", ["same text", "other words", "same text", "same text"], cancellationToken: Token);
        Assert.Equal([0, 2, 3], ranking.Passages.Where(p => p.Index != 1).Select(p => p.Index));
    }

    [Fact]
    public async Task RerankAsync_TwoTokensTooMany_SaysSo()
    {
        var query = "a b";
        var tokenizer = Tokenizer.Load(Fixtures.TinyModel("bert-reranker"));
        var room = 64 - 3 - tokenizer.Encode(query).Count;
        var passage = string.Join(' ', Enumerable.Repeat("a", room + 2));
        Assert.Equal(room + 2, tokenizer.Encode(passage).Count);
        var ranking = await _model.RerankAsync(query, [passage], cancellationToken: Token);
        Assert.Equal((64, 2, 1), (ranking.Passages[0].Tokens, ranking.Passages[0].DroppedTokens, ranking.Truncated));
        Assert.Equal(new TextRange(0, 2 * room - 1), ranking.Passages[0].Window);
    }

    [Fact]
    public async Task RerankAsync_Windows_GivesTheBestWindowAndItsRange()
    {
        var model = BundledModels.MsMarco;
        var filler = string.Join(' ', Enumerable.Repeat("The garden path runs along the wall and past the old gate.", 60));
        const string answer = "API access is available on every plan, including the free tier.";
        var passage = $"{filler} {answer} {filler}";
        const string query = "Does the free plan include API access?";
        var cut = (await model.RerankAsync(query, [passage], cancellationToken: Token)).Passages[0];
        var ranking = await model.RerankAsync(query, [passage], new RerankOptions { LongPassages = LongPassages.Windows }, Token);
        var windowed = ranking.Passages[0];
        Assert.True(cut.DroppedTokens > 0);
        Assert.Equal(0, windowed.DroppedTokens);
        Assert.True(windowed.Windows > 1 && ranking.Runs == windowed.Windows);
        Assert.True(windowed.Logit > cut.Logit);
        var range = windowed.Window!.Value;
        Assert.Contains(answer, passage[range.Start..range.End], StringComparison.Ordinal);
        Assert.Equal(windowed.Logit, (await model.ScoreAsync(query, passage[range.Start..range.End], Token)).Logit);
    }

    [Fact]
    public async Task RerankAsync_MoreWindowsThanAllowed_CountsTheRestAsDropped()
    {
        var passage = string.Join(' ', Enumerable.Repeat("a", 300));
        var options = new RerankOptions { LongPassages = LongPassages.Windows, WindowOverlap = 10, MaxWindows = 2 };
        var score = (await _model.RerankAsync("a", [passage], options, Token)).Passages[0];
        Assert.Equal((2, 300 - 60 - 50), (score.Windows, score.DroppedTokens));
    }

    [Fact]
    public async Task RerankAsync_SpentBudget_LeavesTheRestInTheCallersOrder()
    {
        // The clock moves on by a second whenever it is read: once at the start, once a passage, once a run.
        using var model = CrossEncoder.Load(
            Fixtures.TinyModel("bert-reranker"), new CrossEncoderOptions { TimeProvider = new ManualTime(TimeSpan.FromSeconds(1)) });
        string[] passages = ["alpha beta", "gamma", "", "delta epsilon zeta", "eta", "theta", "iota", "kappa"];
        var ranking = await model.RerankAsync(
            "plan", passages, new RerankOptions { Budget = TimeSpan.FromSeconds(passages.Length + 3) }, Token);
        var scored = ranking.Passages.TakeWhile(p => p.State == PassageState.Scored).Select(p => p.Index).Order().ToArray();
        Assert.InRange(scored.Length, 1, 6);
        Assert.Equal([0, 1, 3, 4, 5, 6, 7],
            [.. scored, .. ranking.Passages.Where(p => p.State == PassageState.NotScored).Select(p => p.Index)]);
        Assert.Equal(2, ranking.Passages[^1].Index);
        Assert.Equal((scored.Length, 7 - scored.Length, 1), (ranking.Scored, ranking.NotScored, ranking.Blank));
    }

    [Fact]
    public async Task RerankAsync_NoTimeAtAll_ScoresNothingAndKeepsTheOrder()
    {
        var ranking = await _model.RerankAsync("plan", ["one", "two", "three"], new RerankOptions { Budget = TimeSpan.Zero }, Token);
        Assert.Equal([0, 1, 2], ranking.Passages.Select(p => p.Index));
        Assert.All(ranking.Passages, p => Assert.Equal(PassageState.NotScored, p.State));
    }

    [Fact]
    public async Task RerankAsync_QueryWithoutRoomForAPassage_NamesTheLimit()
    {
        var query = string.Join(' ', Enumerable.Repeat("a", 61));
        var error = await Assert.ThrowsAsync<InvalidArgumentException>(() => _model.RerankAsync(query, ["x"], cancellationToken: Token));
        Assert.Equal(ErrorCodes.QueryTooLong, error.Code);
        Assert.Contains("61 tokens", error.Message, StringComparison.Ordinal);
        Assert.Contains("at most 60", error.Message, StringComparison.Ordinal);
        var fits = string.Join(' ', Enumerable.Repeat("a", 60));
        Assert.Equal(64, (await _model.RerankAsync(fits, ["a b c"], cancellationToken: Token)).Passages[0].Tokens);
    }

    [Theory]
    [InlineData("")]
    [InlineData(" \t\u200B")]
    public async Task RerankAsync_BlankQuery_IsRefused(string query)
    {
        var error = await Assert.ThrowsAsync<InvalidArgumentException>(
            () => _model.RerankAsync(query, ["x"], cancellationToken: Token));
        Assert.Equal(ErrorCodes.QueryBlank, error.Code);
    }

    [Fact]
    public async Task RerankAsync_NullPassage_NamesItsIndex()
    {
        var error = await Assert.ThrowsAsync<InvalidArgumentException>(() => _model.RerankAsync("q", ["x", null!], cancellationToken: Token));
        Assert.Equal(ErrorCodes.ValueNull, error.Code);
        Assert.Contains("Passage 1", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    public async Task RerankAsync_TopBelowOne_IsRefused(int top) =>
        await Assert.ThrowsAsync<InvalidRangeException>(() => _model.RerankAsync("q", ["x"], new RerankOptions { Top = top }, Token));

    [Fact]
    public async Task RerankAsync_Cancelled_EndsBetweenRuns()
    {
        using var stop = new CancellationTokenSource();
        var options = new RerankOptions { Progress = new Callback<(int Runs, int TotalRuns)>(p => { if (p.Runs == 5) stop.Cancel(); }) };
        string[] passages = [.. Enumerable.Range(0, 2_000).Select(i => $"passage {i}")];
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => _model.RerankAsync("q", passages, options, stop.Token));
        Assert.Equal(2_000, (await _model.RerankAsync("q", passages, cancellationToken: Token)).Scored);
    }

    [Fact]
    public async Task RerankAsync_Progress_CountsEveryRun()
    {
        var seen = new System.Collections.Concurrent.ConcurrentBag<(int Runs, int TotalRuns)>();
        await _model.RerankAsync("q", ["a", "", "b", "c"], new RerankOptions { Progress = new Callback<(int Runs, int TotalRuns)>(seen.Add) }, Token);
        Assert.Equal([1, 2, 3], seen.Select(p => p.Runs).Order());
        Assert.All(seen, p => Assert.Equal(3, p.TotalRuns));
    }

    [Fact]
    public async Task RerankAsync_Probability_IsTheSigmoidOfTheLogit()
    {
        var scores = (await _model.RerankAsync("q", ["a", "b c", "d e f"], cancellationToken: Token)).Passages;
        Assert.All(scores, s => Assert.Equal(1 / (1 + Math.Exp(-s.Logit!.Value)), s.Probability!.Value, 12));
        Assert.All(scores, s => Assert.Equal(s.Logit!.Value, s.Activated!.Value)); // Identity, by its config.json.
    }

    [Fact]
    public async Task RerankAsync_Disposed_SaysSo()
    {
        var model = CrossEncoder.Load(Fixtures.TinyModel("bert-reranker"));
        var inFlight = model.RerankAsync("q", [.. Enumerable.Range(0, 300).Select(i => $"passage {i}")], cancellationToken: Token);
        model.Dispose();
        Assert.Equal(300, (await inFlight).Scored);
        await Assert.ThrowsAsync<ObjectDisposedException>(() => model.RerankAsync("q", ["a"], cancellationToken: Token));
    }

    public void Dispose() => _model.Dispose();
}
