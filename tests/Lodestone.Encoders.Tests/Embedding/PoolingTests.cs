using Lodestone.Encoders.Embedding;
using Lodestone.Encoders.Tests.Loading;

namespace Lodestone.Encoders.Tests.Embedding;

public sealed class PoolingTests
{
    // Three tokens of two dimensions.
    private static readonly float[] Tokens = [1, -4, 3, 8, 5, 2];

    [Theory]
    [InlineData(nameof(PoolingMode.Cls), 1f, -4f)]
    [InlineData(nameof(PoolingMode.LastToken), 5f, 2f)]
    [InlineData(nameof(PoolingMode.Max), 5f, 8f)]
    [InlineData(nameof(PoolingMode.Mean), 3f, 2f)]
    [InlineData(nameof(PoolingMode.MeanSqrtLen), 5.196152f, 3.464102f)] // 9 and 6 over the root of 3.
    [InlineData(nameof(PoolingMode.WeightedMean), 22 / 6f, 18 / 6f)]
    public void Pool_EachMode_IsTheReferencesFormula(string mode, float first, float second)
    {
        var vector = new float[2];
        Pooling.Pool(Tokens, 2, Enum.Parse<PoolingMode>(mode), vector);
        Assert.Equal(first, vector[0], 5);
        Assert.Equal(second, vector[1], 5);
    }

    [Fact]
    public async Task EmbedAsync_SeveralModes_AreConcatenatedInTheReferencesOrder()
    {
        using var model = new TemporaryModel("bert-max-unnormalized");
        using var max = BiEncoder.Load(model.Folder);
        model.Edit("1_Pooling/config.json", "\"pooling_mode_cls_token\": false", "\"pooling_mode_cls_token\": true");
        using var both = BiEncoder.Load(model.Folder);
        var vector = (await both.EmbedAsync("volcano", EmbeddingRole.None, TestContext.Current.CancellationToken)).ToArray();
        Assert.Equal(64, both.Dimensions);
        Assert.Equal((await max.EmbedAsync("volcano", EmbeddingRole.None, TestContext.Current.CancellationToken)).ToArray(), vector[32..]);
    }

    [Fact]
    public void Normalize_Zero_StaysZero()
    {
        float[] vector = [0, 0, 0];
        Pooling.Normalize(vector);
        Assert.All(vector, n => Assert.Equal(0, n));
    }
}
