using System.Text.Json.Nodes;
using Lodestone.Encoders.Tests.Loading;

namespace Lodestone.Encoders.Tests.Runtime;

/// <summary>Graphs that are valid ONNX and yet no encoders, or encoders that fail on some inputs.</summary>
public sealed class OddGraphTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task RerankAsync_ModelGivesNaN_NamesModelAndPassage()
    {
        using var folder = new TemporaryModel("bert-reranker");
        var rare = RarestWord(Tokenizer.Load(folder.Folder));
        File.WriteAllBytes(folder.Graph, OnnxFile.SqrtOfLimitMinusMean(rare.Limit));
        using var model = CrossEncoder.Load(folder.Folder);
        Assert.Equal(2, (await model.RerankAsync("a", ["a", "b"], cancellationToken: Token)).Scored);
        var error = await Assert.ThrowsAsync<ModelOutputException>(() =>
            model.RerankAsync("a", ["a", rare.Text, "b"], cancellationToken: Token));
        Assert.Equal(("bert-reranker", 1), (error.Model, error.Index));
        Assert.Equal((ErrorCodes.ModelOutputNotFinite, "NaN"), (error.Code, error.Found));
        Assert.Equal(2, (await model.RerankAsync("a", ["a", "b"], cancellationToken: Token)).Scored);
    }

    [Fact]
    public async Task RerankAsync_TokenBeyondTheGraphsTable_IsARunThatFailed()
    {
        using var folder = new TemporaryModel("bert-reranker");
        // Config and tokenizer know one word more than the graph has rows for.
        Change("tokenizer.json", t => t["model"]!["vocab"]!["zebra"] = t["model"]!["vocab"]!.AsObject().Count);
        Change("config.json", c => c["vocab_size"] = c["vocab_size"]!.GetValue<int>() + 1);
        using var model = CrossEncoder.Load(folder.Folder);
        var error = await Assert.ThrowsAsync<ModelOutputException>(() => model.RerankAsync("a", ["a", "zebra"], cancellationToken: Token));
        Assert.Equal(ErrorCodes.ModelRunFailed, error.Code);
        Assert.Equal(2, (await model.RerankAsync("a", ["a", "b"], cancellationToken: Token)).Scored);

        void Change(string name, Action<JsonNode> change)
        {
            var file = Path.Combine(folder.Folder, name);
            var json = JsonNode.Parse(File.ReadAllText(file))!;
            change(json);
            File.WriteAllText(file, json.ToJsonString());
        }
    }

    [Fact]
    public void Load_ModelGivesNaN_IsRefused()
    {
        using var folder = new TemporaryModel("bert-reranker");
        File.WriteAllBytes(folder.Graph, OnnxFile.SqrtOfLimitMinusMean(0));
        var error = Assert.Throws<ModelLoadException>(() => CrossEncoder.Load(folder.Folder));
        Assert.Equal(ErrorCodes.ModelCheckFailed, error.Code);
    }

    [Fact]
    public async Task Load_Int32Inputs_AreFedInt32()
    {
        using var folder = new TemporaryModel("bert-reranker");
        File.WriteAllBytes(folder.Graph, OnnxFile.SqrtOfLimitMinusMean(10_000, inputType: 6));
        using var model = CrossEncoder.Load(folder.Folder);
        using var wide = new TemporaryModel("bert-reranker");
        File.WriteAllBytes(wide.Graph, OnnxFile.SqrtOfLimitMinusMean(10_000));
        using var other = CrossEncoder.Load(wide.Folder);
        Assert.Equal((await other.ScoreAsync("a b", "c d", Token)).Logit, (await model.ScoreAsync("a b", "c d", Token)).Logit);
    }

    [Fact]
    public void Load_InputOfAnotherType_IsRefused()
    {
        using var folder = new TemporaryModel("bert-reranker");
        File.WriteAllBytes(folder.Graph, OnnxFile.SqrtOfLimitMinusMean(10_000, inputType: 1));
        var error = Assert.Throws<ModelLoadException>(() => CrossEncoder.Load(folder.Folder));
        Assert.Equal(ErrorCodes.ModelUnsupported, error.Code);
        Assert.Contains("int64 or int32", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Load_UnknownInput_IsNamed()
    {
        using var folder = new TemporaryModel("bert-reranker");
        File.WriteAllBytes(folder.Graph, OnnxFile.SqrtOfLimitMinusMean(10_000, inputName: "pixel_values"));
        var error = Assert.Throws<ModelLoadException>(() => CrossEncoder.Load(folder.Folder));
        Assert.Contains("pixel_values", error.Message, StringComparison.Ordinal);
    }

    /// <summary>A passage whose ids lie above those of the self-check's texts on average, and a limit between both.</summary>
    private static (string Text, float Limit) RarestWord(Tokenizer tokenizer)
    {
        double Mean(string query, string passage)
        {
            var ids = new long[64];
            var (a, b) = (tokenizer.Encode(query), tokenizer.Encode(passage));
            return ids.Take(tokenizer.Template.WritePair(a.Ids.Span, b.Ids.Span[..Math.Min(b.Count, 40)], ids, [])).Average();
        }

        var sound = new[]
        {
            Mean("When does the ferry leave?", "The ferry leaves the harbour at seven."),
            Mean("When does the ferry leave?", "Invoices are paid within thirty days."),
        }.Max();
        // The highest ids are the rarest pieces; letters of a word that has none of its own are among them.
        var text = Enumerable.Range('a', 26).Select(c => string.Concat(Enumerable.Repeat($"{(char)c}", 60))).MaxBy(t => Mean("a", t))!;
        Assert.True(Mean("a", text) > sound, $"{Mean("a", text)} is not above {sound}");
        return (text, (float)((Mean("a", text) + sound) / 2));
    }
}
