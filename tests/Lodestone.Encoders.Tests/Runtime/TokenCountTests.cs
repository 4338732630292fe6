using Lodestone.TestSupport;

namespace Lodestone.Encoders.Tests.Runtime;

public sealed class TokenCountTests
{
    private static readonly string[] Texts =
        ["API access is on every plan.", "", "refund ", string.Concat(Enumerable.Repeat("a long passage about refunds and invoices ", 200))];

    [Fact]
    public async Task CountTokens_Texts_AreWhatTheRunsRead()
    {
        using var encoder = BiEncoder.Load(Fixtures.TinyModel("bert-cls-prompts"));
        ReadOnlyMemory<int>[] ids = [.. Texts.Select(t => encoder.Tokenize(t, EmbeddingRole.Query))];
        var read = 0;
        var options = new EmbedOptions { TokensRead = new Callback<int>(tokens => Interlocked.Add(ref read, tokens)) };

        var usage = await encoder.EmbedAsync(
            ids, new float[Texts.Length * encoder.Dimensions], options, TestContext.Current.CancellationToken);

        Assert.Equal(encoder.CountTokens(ids), read);
        Assert.Equal(usage.Sum(u => u.Tokens), read);
        Assert.Equal(encoder.MaxTokens, usage[3].Tokens);
    }

    [Theory]
    [InlineData(LongPassages.Truncate)]
    [InlineData(LongPassages.Windows)]
    public async Task Prepare_Passages_CountsWhatTheRunsRead(LongPassages longPassages)
    {
        using var encoder = CrossEncoder.Load(Fixtures.TinyModel("roberta-reranker"));
        ReadOnlyMemory<int>[] ids = [.. Texts.Select(t => encoder.Tokenizer.Encode(t).Ids)];
        var read = 0;
        var options = new RerankOptions
        {
            LongPassages = longPassages,
            WindowOverlap = 4,
            MaxWindows = 3,
            TokensRead = new Callback<int>(tokens => Interlocked.Add(ref read, tokens)),
        };

        var reranking = await encoder.RerankAsync("how do I pay?", ids, options, TestContext.Current.CancellationToken);

        Assert.Equal(encoder.Prepare("how do I pay?", ids, options, TestContext.Current.CancellationToken).Tokens, read);
        Assert.Equal(1, reranking.Blank);
        Assert.Equal(longPassages == LongPassages.Windows ? 5 : 3, reranking.Runs);
    }

    [Fact]
    public void IsNormalized_Models_AsTheirFilesSay()
    {
        using var unnormalized = BiEncoder.Load(Fixtures.TinyModel("bert-max-unnormalized"));

        Assert.False(unnormalized.IsNormalized);
        Assert.True(BundledModels.Bge.IsNormalized);
    }
}
