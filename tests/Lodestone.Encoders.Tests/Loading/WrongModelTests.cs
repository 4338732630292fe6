namespace Lodestone.Encoders.Tests.Loading;

/// <summary>A model that cannot be right is refused, with what was asked, found, accepted, and what to do.</summary>
public sealed class WrongModelTests
{
    [Fact]
    public void Load_ThreeLabels_NamesTheCountAndTheWayOut()
    {
        var error = Refused(() => CrossEncoder.Load(Fixtures.TinyModel("bert-nli-3-labels")));
        Assert.Contains("gives 3 scores per pair; a reranker needs 1", error.Message, StringComparison.Ordinal);
        Assert.Equal(ErrorCodes.ModelScoreAmbiguous, error.Code);
        Assert.Contains("ScoreIndex", error.Message, StringComparison.Ordinal);
        using var chosen = CrossEncoder.Load(Fixtures.TinyModel("bert-nli-3-labels"), new CrossEncoderOptions { ScoreIndex = 1 });
        Assert.Equal(3, chosen.Description.Width);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(3)]
    public void Load_ScoreIndexBeyondTheLabels_IsTheCallersMistake(int index) =>
        Assert.Throws<InvalidRangeException>(() =>
            CrossEncoder.Load(Fixtures.TinyModel("bert-nli-3-labels"), new CrossEncoderOptions { ScoreIndex = index }));

    [Fact]
    public void Load_BiEncoderAsCrossEncoder_SaysItHasNoHead() =>
        Assert.Equal(ErrorCodes.ModelKindMismatch, Refused(() => CrossEncoder.Load(Fixtures.TinyModel("bert-cls-prompts"))).Code);

    [Fact]
    public void Load_CrossEncoderAsBiEncoder_SaysWhatItGives()
    {
        var error = Refused(() => BiEncoder.Load(Fixtures.TinyModel("bert-reranker")));
        Assert.Equal(ErrorCodes.ModelKindMismatch, error.Code);
        Assert.Contains("logits [-1, 1]", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Load_OtherDimensionThanDeclared_NamesBoth()
    {
        using var model = new TemporaryModel("distilbert-mean");
        model.Edit("config.json", "\"dim\": 32", "\"dim\": 48");
        var error = Refused(() => BiEncoder.Load(model.Folder));
        Assert.Equal(ErrorCodes.ModelFilesDiffer, error.Code);
        Assert.Contains("48", error.Accepted + error.Found, StringComparison.Ordinal);
    }

    [Fact]
    public void Load_OtherNumberOfLabelsThanDeclared_NamesBoth()
    {
        using var model = new TemporaryModel("bert-reranker");
        File.Copy(Path.Combine(Fixtures.TinyModel("bert-nli-3-labels"), "onnx", "model.onnx"), model.Graph, overwrite: true);
        Assert.Equal(ErrorCodes.ModelFilesDiffer, Refused(() => CrossEncoder.Load(model.Folder)).Code);
    }

    [Theory]
    [InlineData(0.0)]
    [InlineData(0.5)]
    [InlineData(0.99)]
    public void Load_TruncatedGraph_NamesTheFile(double share)
    {
        using var model = new TemporaryModel("bert-reranker");
        var bytes = File.ReadAllBytes(model.Graph);
        File.WriteAllBytes(model.Graph, bytes[..(int)(bytes.Length * share)]);
        Assert.Contains("model.onnx", Refused(() => CrossEncoder.Load(model.Folder)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Load_GraphThatIsNoGraph_NamesTheFile()
    {
        using var model = new TemporaryModel("bert-reranker");
        File.WriteAllText(model.Graph, "version https://git-lfs.github.com/spec/v1\noid sha256:4cac\nsize 34330286\n");
        var error = Refused(() => CrossEncoder.Load(model.Folder));
        Assert.Equal(ErrorCodes.ModelFileMalformed, error.Code);
        Assert.EndsWith("model.onnx", error.Path, StringComparison.Ordinal);
    }

    [Fact]
    public void Load_DamagedWeights_FailsTheModelsOwnCheck()
    {
        using var model = TemporaryModel.Of(Fixtures.Model("all-minilm-l6-v2"));
        var graph = model.PathOf("onnx", "model_int8.onnx");
        var bytes = File.ReadAllBytes(graph);
        // Zeroes in the middle of the file: the graph's form stays whole, its weights do not.
        Array.Clear(bytes, bytes.Length / 2, bytes.Length / 3);
        File.WriteAllBytes(graph, bytes);
        var error = Refused(() => BiEncoder.Load(model.Folder));
        Assert.True(
            error.Message.Contains("self-check", StringComparison.Ordinal) ||
                error.Message.Contains("cannot be read", StringComparison.Ordinal),
            error.Message);
    }

    [Theory]
    [InlineData("roberta-reranker", "bert-reranker")]
    [InlineData("xlmr-reranker", "bert-reranker")]
    [InlineData("bert-reranker", "modernbert-reranker")]
    public void Load_TokenizerOfAnotherModel_IsRefused(string donor, string victim)
    {
        using var model = new TemporaryModel(victim);
        foreach (var file in new[] { "tokenizer.json", "tokenizer_config.json" })
            File.Copy(Path.Combine(Fixtures.TinyModel(donor), file), model.PathOf(file), overwrite: true);
        Assert.Equal(ErrorCodes.ModelFilesDiffer, Refused(() => CrossEncoder.Load(model.Folder)).Code);
    }

    [Fact]
    public void Load_CheckFileOfAnotherModel_SaysWhatWasFoundAndExpected()
    {
        using var model = new TemporaryModel("bert-reranker");
        File.Copy(Path.Combine(Fixtures.Model("ms-marco-minilm-l12-v2"), "lodestone.check.json"), model.PathOf("lodestone.check.json"));
        var error = Refused(() => CrossEncoder.Load(model.Folder));
        Assert.Equal(ErrorCodes.ModelCheckFailed, error.Code);
        Assert.Contains("-6.7658 within 1", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("{\"tolerance\": 1, \"pairs\": []}")]
    [InlineData("{\"tolerance\": 1, \"pairs\": [{\"query\": \"a\"}]}")]
    [InlineData("{\"tolerance\": 1, \"pairs\": [3]}")]
    [InlineData("not json")]
    public void Load_BrokenCheckFile_IsRefused(string text)
    {
        using var model = new TemporaryModel("bert-reranker");
        model.Write("lodestone.check.json", text);
        Assert.Contains("lodestone.check.json", Refused(() => CrossEncoder.Load(model.Folder)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("config.json", "{\"model_type\": ")]
    [InlineData("config.json", "{\"\\ud800\": 1}")]
    [InlineData("config.json", "{\"model_type\": \"\\udc00\"}")]
    [InlineData("tokenizer_config.json", "{\"\\ud800\": {\"a\": [\"\\ud800\"]}}")]
    [InlineData("modules.json", "{}")]
    [InlineData("modules.json", "[{\"type\": \"sentence_transformers.models.Dense\", \"path\": \"2_Dense\"}]")]
    [InlineData("modules.json", "[{\"type\": \"sentence_transformers.models.Pooling\", \"path\": \"../1_Pooling\"}]")]
    [InlineData("1_Pooling/config.json", "{\"pooling_mode_cls_token\": false}")]
    [InlineData("1_Pooling/config.json", "{\"pooling_mode_cls_token\": true, \"include_prompt\": false}")]
    public void Load_FileThatIsNotUnderstood_IsNamed(string file, string text)
    {
        using var model = new TemporaryModel("bert-cls-prompts");
        model.Write(file, text);
        Assert.Contains(Path.GetFileName(file), Refused(() => BiEncoder.Load(model.Folder)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Load_UnknownActivation_IsNamed()
    {
        using var model = new TemporaryModel("bert-reranker");
        model.Edit("config.json", "linear.Identity", "activation.Tanh");
        var error = Refused(() => CrossEncoder.Load(model.Folder));
        Assert.Equal((ErrorCodes.ModelUnsupported, "Tanh"), (error.Code, error.Found));
    }

    [Theory]
    [InlineData("no-such-model")]
    [InlineData("./no/such/folder")]
    public void Load_NoSuchModel_NamesTheBundledOnes(string model)
    {
        var error = Refused(() => BiEncoder.Load(model));
        Assert.Equal(ErrorCodes.ModelNotFound, error.Code);
        Assert.Contains("bge-small-en-v1.5", error.Accepted, StringComparison.Ordinal);
    }

    [Fact]
    public void Load_FolderWithoutAModel_SaysWhatIsMissing()
    {
        var folder = Directory.CreateTempSubdirectory("lodestone-").FullName;
        var error = Refused(() => BiEncoder.Load(folder));
        Assert.Equal((ErrorCodes.ModelFileMissing, "config.json"), (error.Code, error.Accepted));
        Directory.Delete(folder);
    }

    private static ModelLoadException Refused(Action load) => Assert.Throws<ModelLoadException>(load);
}
