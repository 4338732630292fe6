using CsCheck;

namespace Lodestone.Encoders.Tests.Embedding;

/// <summary>Texts that are tokenised already give the bits that the texts themselves give.</summary>
public sealed class TokenIdsTests
{
    private const string Long = "The invoice of March was paid twice, and support refunded one of the payments. ";

    private static readonly string[] Texts =
    [
        "", " \n", "volcano", "Wie geht’s? 你好,世界。 🌋", "[SEP] and <mask>", "unbelievably\u0301 long", "\uD83D alone",
        string.Concat(Enumerable.Repeat(Long, 60)),
    ];

    public static TheoryData<string> BiEncoders =>
        ["bge-small-en-v1.5", "all-minilm-l6-v2", "bert-cls-prompts", "bert-max-unnormalized", "distilbert-mean", "xlmr-mean-e5"];

    public static TheoryData<string> CrossEncoders =>
        ["ms-marco-minilm-l12-v2", "ms-marco-minilm-l6-distilled", "bert-reranker", "modernbert-reranker", "roberta-reranker", "xlmr-reranker"];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(BiEncoders))]
    public async Task EmbedAsync_TokenIds_GivesTheBitsOfTheTexts(string name)
    {
        using var model = BiEncoder.Load(Folder(name));
        foreach (var role in Enum.GetValues<EmbeddingRole>())
        {
            var ofTexts = await model.EmbedAsync(Texts, role, cancellationToken: Token);
            var vectors = new float[Texts.Length * model.Dimensions];
            var usage = await model.EmbedAsync([.. Texts.Select(t => model.Tokenize(t, role))], vectors, cancellationToken: Token);
            Assert.Equal(ofTexts.Values.ToArray(), vectors);
            Assert.Equal(ofTexts.Usage, usage);
            Assert.True(usage[^1].DroppedTokens > 0);
        }
    }

    [Fact]
    public async Task EmbedAsync_TokenIdsAlreadyCut_GivesTheSameVector()
    {
        using var model = BiEncoder.Load(Folder("bert-cls-prompts"));
        var ids = model.Tokenize(Texts[^1], EmbeddingRole.Document);
        var cut = ids[..(model.MaxTokens - model.Tokenizer.Template.SingleSpecialTokens)];
        var vectors = new float[2 * model.Dimensions];
        var usage = await model.EmbedAsync([ids, cut], vectors, cancellationToken: Token);
        Assert.Equal(vectors[..model.Dimensions], vectors[model.Dimensions..]);
        Assert.Equal([ids.Length - cut.Length, 0], usage.Select(u => u.DroppedTokens));
    }

    [Theory]
    [MemberData(nameof(CrossEncoders))]
    public async Task RerankAsync_TokenIds_GivesTheScoresOfTheTexts(string name)
    {
        using var model = CrossEncoder.Load(Folder(name));
        var ids = Texts.Select(t => Document.IsBlank(t) ? default : model.Tokenizer.Encode(t).Ids).ToArray();
        foreach (var kind in Enum.GetValues<LongPassages>())
        {
            var options = new RerankOptions { LongPassages = kind, WindowOverlap = 5 };
            var ofTexts = await model.RerankAsync("who paid", Texts, options, Token);
            var ofIds = await model.RerankAsync("who paid", ids, options, Token);
            Assert.Equal(ofTexts.Passages.Select(p => p with { Window = null }), ofIds.Passages);
            Assert.Equal(2, ofIds.Blank);
            Assert.Equal(ofTexts.Runs, ofIds.Runs);
        }
    }

    [Fact]
    public async Task RerankAsync_TokenIdsOfPropertyTexts_GiveTheSameLogits()
    {
        using var model = CrossEncoder.Load(Folder("xlmr-reranker"));
        await Gen.String[Gen.Char[' ', '\u30FF'], 0, 200].Array[0, 8].SampleAsync(async texts =>
        {
            var ofTexts = await model.RerankAsync("volcano", texts, cancellationToken: Token);
            var ids = texts.Select(t => Document.IsBlank(t) ? default : model.Tokenizer.Encode(t).Ids).ToArray();
            var ofIds = await model.RerankAsync("volcano", ids, cancellationToken: Token);
            Assert.Equal(ofTexts.Passages.Select(p => (p.Index, p.Logit)), ofIds.Passages.Select(p => (p.Index, p.Logit)));
        }, iter: 20);
    }

    [Fact]
    public async Task TokenIds_OfAnotherVocabulary_AreRefusedByTheirNumber()
    {
        using var biEncoder = BiEncoder.Load(Folder("bert-cls-prompts"));
        using var crossEncoder = CrossEncoder.Load(Folder("bert-reranker"));
        foreach (var strange in new[] { -1, 250_000, int.MaxValue })
        {
            ReadOnlyMemory<int>[] texts = [new[] { 7 }, new[] { 7, strange }];
            var embedding = await Assert.ThrowsAsync<InvalidArgumentException>(() =>
                biEncoder.EmbedAsync(texts, new float[2 * biEncoder.Dimensions], cancellationToken: Token));
            var reranking = await Assert.ThrowsAsync<InvalidArgumentException>(() =>
                crossEncoder.RerankAsync("volcano", texts, cancellationToken: Token));
            Assert.All([embedding, reranking], e => Assert.Equal(ErrorCodes.TokenIdUnknown, e.Code));
            Assert.All([embedding, reranking], e => Assert.Contains($"Text 1 has the token id {strange}", e.Message, StringComparison.Ordinal));
        }
    }

    private static string Folder(string name) =>
        Directory.Exists(Fixtures.TinyModel(name)) ? Fixtures.TinyModel(name) : Fixtures.Model(name);
}
