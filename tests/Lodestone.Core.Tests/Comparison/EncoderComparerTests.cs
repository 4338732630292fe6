using Lodestone.Encoders;

namespace Lodestone.Core.Tests.Comparison;

public sealed class EncoderComparerTests : IDisposable
{
    private const string Query = "Does the free plan include API access?";
    private const string Pricing = "Our pricing has free, pro and enterprise plans, billed monthly.";
    private const string Answer = "API access is available on every plan, including the free tier.";
    private readonly BiEncoder _biEncoder = BiEncoder.Load();
    private readonly CrossEncoder _crossEncoder = CrossEncoder.Load();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task CompareAsync_BundledModels_GivesBothPlaces()
    {
        var comparison = await Comparer().CompareAsync(Query, [Pricing, Answer], cancellationToken: Token);
        Assert.Equal([1, 0], comparison.Passages.Select(p => p.Index));
        // The figures of the two models for this pair, to two digits on any CPU.
        Assert.Equal(0.75, comparison.Passages[0].Similarity!.Value, 0.02);
        Assert.Equal(0.66, comparison.Passages[1].Similarity!.Value, 0.02);
        Assert.Equal(8.8, comparison.Passages[0].Score.Logit!.Value, 1.0);
        Assert.Equal(-6.8, comparison.Passages[1].Score.Logit!.Value, 1.0);
        Assert.True(comparison.AgreeOnFirst);
        Assert.Equal((2, 1, 2), (comparison.Corpus.ModelRuns, comparison.QueryEmbedding.ModelRuns, comparison.Pairs.ModelRuns));
    }

    [Fact]
    public async Task CompareAsync_AnyPassages_RanksEachOnceInEitherOrder()
    {
        string[] passages = [Pricing, "", Answer, "Seats can be added at any time.", " \n", Answer];
        var comparison = await Comparer().CompareAsync(Query, passages, cancellationToken: Token);
        Assert.Equal([1, 2, 3, 4, 5, 6], comparison.Passages.Select(p => p.CrossEncoderRank));
        Assert.Equal([1, 2, 3, 4, 5, 6], comparison.Passages.Select(p => p.BiEncoderRank).Order());
        Assert.Equal(0, comparison.Passages.Sum(p => p.Moved));
        Assert.All(comparison.Passages, p => Assert.Equal(passages[p.Index], p.Text));
        // Blank ones last in both, in the caller's order; equal ones by index in both.
        Assert.Equal([1, 4], comparison.Passages.TakeLast(2).Select(p => p.Index));
        Assert.Equal([5, 6], comparison.Passages.TakeLast(2).Select(p => p.BiEncoderRank));
        Assert.All(comparison.Passages.TakeLast(2), p => Assert.Null(p.Similarity));
        Assert.Equal([2, 5], comparison.Passages.Where(p => p.Text == Answer).Select(p => p.Index));
        Assert.Equal((4, 4), (comparison.Corpus.ModelRuns, comparison.Pairs.ModelRuns));
    }

    [Fact]
    public async Task CompareAsync_NoPassages_GivesNone() =>
        Assert.Empty((await Comparer().CompareAsync(Query, [], cancellationToken: Token)).Passages);

    [Theory]
    [InlineData("")]
    [InlineData("  ")]
    public async Task CompareAsync_BlankQuery_IsRefused(string query)
    {
        var error = await Assert.ThrowsAsync<InvalidArgumentException>(
            () => Comparer().CompareAsync(query, [Answer], cancellationToken: Token));
        Assert.Equal(ErrorCodes.QueryBlank, error.Code);
    }

    [Fact]
    public async Task CompareAsync_Cancelled_Ends()
    {
        using var stop = new CancellationTokenSource();
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() =>
            Comparer().CompareAsync(Query, [Answer], cancellationToken: stop.Token));
    }

    public void Dispose()
    {
        _biEncoder.Dispose();
        _crossEncoder.Dispose();
    }

    private EncoderComparer Comparer() => new(_biEncoder, _crossEncoder);
}
