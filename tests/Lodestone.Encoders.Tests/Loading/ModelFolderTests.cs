using System.Runtime.Intrinsics.X86;
using Lodestone.TestSupport;

namespace Lodestone.Encoders.Tests.Loading;

public sealed class ModelFolderTests
{
    [Fact]
    public void Load_TokenizerJsonAsksForPaddingTo128_ReadsUpTo256() => Assert.Equal(256, BundledModels.MiniLm.MaxTokens);

    [Theory]
    [InlineData("roberta-reranker", 64)]
    [InlineData("xlmr-reranker", 64)]
    [InlineData("modernbert-reranker", 64)]
    public void Load_NoSentenceTransformersFile_ReadsAsMuchAsTheTokenizerSays(string model, int expected)
    {
        using var loaded = CrossEncoder.Load(Fixtures.TinyModel(model));
        Assert.Equal(expected, loaded.MaxTokens);
    }

    [Fact]
    public void Load_RobertaWithoutTokenizerLimit_LeavesOutThePositionsBeforeTheFirst()
    {
        using var model = new TemporaryModel("roberta-reranker");
        model.Edit("tokenizer_config.json", "\"model_max_length\": 64", "\"model_max_length\": 1000000000000000019884624838656");
        using var loaded = CrossEncoder.Load(model.Folder);
        Assert.Equal(80, loaded.MaxTokens); // 82 positions, of which pad_token_id + 1 = 2 are never used.
    }

    [Fact]
    public async Task Load_FewerTokensAsked_ReadsFewer()
    {
        using var model = BiEncoder.Load(Fixtures.TinyModel("distilbert-mean"), new BiEncoderOptions { MaxTokens = 10 });
        var batch = await model.EmbedAsync(
            ["a b c d e f g h i j"], EmbeddingRole.Document, cancellationToken: TestContext.Current.CancellationToken);
        Assert.Equal(new TokenUsage(10, 2), batch.Usage[0]);
    }

    [Fact]
    public void Load_MoreTokensAskedThanTheModelReads_NamesTheLimit()
    {
        var error = Assert.Throws<InvalidRangeException>(() =>
            BiEncoder.Load(Fixtures.TinyModel("distilbert-mean"), new BiEncoderOptions { MaxTokens = 65 }));
        Assert.Contains("to 64", error.Accepted, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    public void Load_NoRoomForAnyToken_IsRefused(int maxTokens) =>
        Assert.Throws<InvalidRangeException>(() =>
            CrossEncoder.Load(Fixtures.TinyModel("bert-reranker"), new CrossEncoderOptions { MaxTokens = maxTokens }));

    [Fact]
    public void Load_SeveralGraphs_TakesTheOneThatSuitsThisCpu()
    {
        using var model = new TemporaryModel("bert-reranker");
        foreach (var name in new[] { "model_quantized.onnx", "model_quint8_avx2.onnx", "model_qint8_arm64.onnx" })
            File.Copy(model.Graph, model.PathOf("onnx", name));
        Assert.Equal(Avx2.IsSupported ? "model_quint8_avx2.onnx" : "model_qint8_arm64.onnx", Chosen(model));
        File.Copy(model.Graph, model.PathOf("model_int8.onnx"));
        Assert.Equal("model_int8.onnx", Chosen(model));
    }

    [Fact]
    public void Load_NamedGraph_IsTaken()
    {
        using var model = new TemporaryModel("bert-reranker");
        File.Copy(model.Graph, model.PathOf("model_int8.onnx"));
        using var loaded = CrossEncoder.Load(model.Folder, new CrossEncoderOptions { GraphFile = "onnx/model.onnx" });
        Assert.Contains(loaded.Description.Decisions, d =>
            d.What == "graph" && d.Value.EndsWith("model.onnx", StringComparison.Ordinal) && d.Why == "named by the caller");
        var error = Assert.Throws<ModelLoadException>(() =>
            CrossEncoder.Load(model.Folder, new CrossEncoderOptions { GraphFile = "other.onnx" }));
        Assert.Contains("other.onnx", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("bert-reranker", "Identity")]
    [InlineData("bert-reranker-sigmoid", "Sigmoid")]
    public void Load_Activation_IsAsTheReferenceLibraryDecides(string model, string expected)
    {
        using var loaded = CrossEncoder.Load(Fixtures.TinyModel(model));
        Assert.Equal(expected, loaded.Description.Decisions.Single(d => d.What == "activation").Value);
    }

    [Fact]
    public void Load_OlderNameOfTheActivation_IsRead()
    {
        using var model = new TemporaryModel("bert-reranker-sigmoid");
        model.Edit("config.json", "\"vocab_size\"",
            "\"sbert_ce_default_activation_function\": \"torch.nn.modules.linear.Identity\", \"vocab_size\"");
        using var loaded = CrossEncoder.Load(model.Folder);
        Assert.Equal("Identity", loaded.Description.Decisions.Single(d => d.What == "activation").Value);
    }

    [Theory]
    [InlineData("bge-small-en-v1.5", ModelKind.BiEncoder)]
    [InlineData("ms-marco-minilm-l12-v2", ModelKind.CrossEncoder)]
    public void KindOf_BundledModel_IsReadFromItsConfig(string model, ModelKind expected) =>
        Assert.Equal(expected, ModelCatalog.KindOf(model));

    [Fact]
    public void Names_Bundled_AreFour() =>
        Assert.Equal(
            ["all-minilm-l6-v2", "bge-small-en-v1.5", "ms-marco-minilm-l12-v2", "ms-marco-minilm-l6-distilled"], ModelCatalog.Names);

    [Fact]
    public async Task VerifyAsync_BundledModels_AllMatch()
    {
        var files = await ModelCatalog.VerifyAsync(cancellationToken: TestContext.Current.CancellationToken);
        Assert.True(files.Count >= 24, $"{files.Count} files");
        Assert.All(files, f => Assert.True(f.Matches, f.File));
    }

    [Fact]
    public async Task Load_DoLowerCase_LowercasesWhatIsNormalizedButNoMarker()
    {
        using var cased = new TemporaryModel("xlmr-mean-e5");
        cased.Edit("sentence_bert_config.json", "\"do_lower_case\": false", "\"do_lower_case\": true");
        using var lowered = BiEncoder.Load(cased.Folder);
        using var plain = BiEncoder.Load(Fixtures.TinyModel("xlmr-mean-e5"));
        async Task<float[]> Of(BiEncoder model, string text) =>
            (await model.EmbedAsync(text, EmbeddingRole.None, TestContext.Current.CancellationToken)).ToArray();
        Assert.NotEqual(await Of(plain, "Volcano"), await Of(plain, "volcano"));
        Assert.Equal(await Of(plain, "volcano"), await Of(lowered, "VOLCANO"));
        Assert.Equal(await Of(plain, "<s> volcano"), await Of(lowered, "<s> Volcano"));
    }

    [Fact]
    public void Describe_EveryTinyModel_SaysWhatLoadingItSays()
    {
        foreach (var name in Fixtures.TinyModels)
        {
            var outline = ModelCatalog.Describe(Fixtures.TinyModel(name));
            if (outline.Kind == ModelKind.BiEncoder)
            {
                using var model = BiEncoder.Load(Fixtures.TinyModel(name));
                Assert.Equal((model.Description.Width, model.MaxTokens, model.Description.Bytes), (outline.Width, outline.MaxTokens, outline.Bytes));
            }
            else
            {
                using var model = CrossEncoder.Load(Fixtures.TinyModel(name), new CrossEncoderOptions { ScoreIndex = 0 });
                Assert.Equal((model.Description.Width, model.MaxTokens, model.Description.Bytes), (outline.Width, outline.MaxTokens, outline.Bytes));
            }
        }
    }

    private static string Chosen(TemporaryModel model)
    {
        using var loaded = CrossEncoder.Load(model.Folder);
        return Path.GetFileName(loaded.Description.Decisions.Single(d => d.What == "graph").Value);
    }
}
