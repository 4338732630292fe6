using Lodestone.Encoders.Tests.Loading;

namespace Lodestone.Encoders.Tests.Reranking;

public sealed class CalibrationTests
{
    private const string CheckFile = "lodestone.check.json";

    [Fact]
    public void Load_WithoutScale_HasNone()
    {
        using var model = CrossEncoder.Load(Fixtures.TinyModel("bert-reranker"));
        Assert.Null(model.Logits);
    }

    [Fact]
    public async Task Load_WithScale_MeasuresProbabilityOnTheCommonScale()
    {
        using var plain = CrossEncoder.Load(Fixtures.TinyModel("bert-reranker"));
        using var model = Scaled("{\"offset\": 0.25, \"scale\": 0.5}");
        using var scaled = CrossEncoder.Load(model.Folder);
        Assert.Equal(new LogitScale(.25, .5), scaled.Logits);
        var before = await plain.ScoreAsync("a query", "a passage", TestContext.Current.CancellationToken);
        var after = await scaled.ScoreAsync("a query", "a passage", TestContext.Current.CancellationToken);
        Assert.Equal(before.Logit, after.Logit);
        var common = (after.Logit!.Value - .25) / .5;
        Assert.Equal(1 / (1 + Math.Exp(-common)), after.Probability!.Value, 1e-6);
    }

    [Theory]
    [InlineData("{\"offset\": 0}")]
    [InlineData("{\"offset\": 0, \"scale\": 0}")]
    [InlineData("{\"offset\": 0, \"scale\": -1}")]
    [InlineData("{\"offset\": 1e300, \"scale\": 1e-300}")]
    [InlineData("3")]
    [InlineData("null")]
    public void Load_BrokenScale_IsRefused(string scale)
    {
        using var model = Scaled(scale);
        var refused = Assert.Throws<ModelLoadException>(() => CrossEncoder.Load(model.Folder));
        Assert.Equal(ErrorCodes.ModelFileMalformed, refused.Code);
    }

    [Fact]
    public void Normalize_LogitsScaledAndShifted_AreTheSameOnTheCommonScale()
    {
        var usual = new LogitScale(0, 1);
        var other = new LogitScale(3, 2);
        Assert.Equal(usual.Normalize(-4.5), other.Normalize((-4.5 * 2) + 3));
    }

    // The tolerance is wide, so that the expected logit fits any model of random weights.
    private static TemporaryModel Scaled(string scale)
    {
        var model = new TemporaryModel("bert-reranker");
        model.Write(CheckFile, "{\"tolerance\": 1e6, \"logits\": " + scale +
            ", \"pairs\": [{\"query\": \"a query\", \"passage\": \"a passage\", \"logit\": 0}]}");
        return model;
    }
}
