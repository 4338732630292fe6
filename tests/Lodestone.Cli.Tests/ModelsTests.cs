using System.Text.Json.Nodes;
using Lodestone.TestSupport;

namespace Lodestone.Cli.Tests;

public sealed class ModelsTests
{
    [Fact]
    public async Task List_Json_HasTheBundledModels()
    {
        var run = await Cli.RunAsync("models", "list", "--json");
        run.Succeeds();
        Assert.Equal("folder models", Cli.Names(run.Json));
        var models = run.Json.GetProperty("models").EnumerateArray().ToList();
        Assert.All(models, m => Assert.Equal("name kind dimensions labels maxTokens bytes default", Cli.Names(m)));
        Assert.Equal(
            ["all-minilm-l6-v2 256", "bge-small-en-v1.5 512", "ms-marco-minilm-l12-v2 512", "ms-marco-minilm-l6-distilled 512"],
            models.Select(m => $"{m.GetProperty("name")} {m.GetProperty("maxTokens")}"));
        Assert.Equal(2, models.Count(m => m.GetProperty("default").GetBoolean()));
    }

    [Fact]
    public async Task Show_Folder_TellsWhatWasDecidedAndWhy()
    {
        var run = await Cli.RunAsync("models", "show", Cli.BiEncoder, "--json");
        run.Succeeds();
        Assert.Equal("name folder kind modelType dimensions labels maxTokens decisions", Cli.Names(run.Json));
        Assert.All(run.Json.GetProperty("decisions").EnumerateArray(), d => Assert.Equal("what value why", Cli.Names(d)));
        var text = await Cli.RunAsync("models", "show", Cli.BiEncoder);
        Assert.Contains("1_Pooling/config.json", text.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Check_SoundModel_TellsWhatItProved()
    {
        var run = await Cli.RunAsync("models", "check", "bge-small-en-v1.5", "--json");
        run.Succeeds();
        Assert.Equal("name folder kind passed source findings", Cli.Names(run.Json));
        Assert.Equal("lodestone.check.json", run.Json.GetProperty("source").GetString());
        Assert.NotEqual(0, run.Json.GetProperty("findings").GetArrayLength());
        var general = await Cli.RunAsync("models", "check", Cli.CrossEncoder);
        Assert.Contains("passes the general check", general.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("models", "check")]
    [InlineData("rerank", "q", "--cross")]
    public async Task Model_ThreeLabels_IsRefused(params string[] arguments) =>
        (await Cli.RunAsync("p", [.. arguments, Cli.TinyModel("bert-nli-3-labels")])).Refuses(3, "3 scores per pair", "one label");

    [Fact]
    public async Task Model_UnknownName_IsRefusedWithTheNamesThatAreKnown() =>
        (await Cli.RunAsync("compare", "--bi", "bge-smal", "--json")).Refuses(3, "bge-smal", "bge-small-en-v1.5");

    [Fact]
    public async Task Verify_BundledModels_AllMatch()
    {
        var run = await Cli.RunAsync("models", "verify", "--json");
        run.Succeeds();
        Assert.True(run.Json.GetProperty("matches").GetBoolean());
        Assert.All(
            run.Json.GetProperty("files").EnumerateArray(), f => Assert.Equal("file matches expected found", Cli.Names(f)));
    }

    [Fact]
    public async Task Verify_DamagedFiles_AreNamed()
    {
        using var folder = new TemporaryFolder();
        Directory.CreateDirectory(folder["m"]);
        folder.Write("m/config.json", "{}");
        folder.Write("m/stray.bin", "x");
        var sum = new string('0', 64);
        folder.Write("SHA256SUMS", $"{sum}  m/config.json\n{sum}  m/gone.onnx\n");
        var run = await Cli.RunAsync("", ["models", "verify"], ("LODESTONE_MODELS", folder.Path));
        Assert.Equal(3, run.ExitCode);
        Assert.Contains("0 of 3 files as published.", run.Output, StringComparison.Ordinal);
        Assert.StartsWith("error: 3 of 3 files", run.Error, StringComparison.Ordinal);
        Assert.Contains("m/config.json (differs), m/gone.onnx (missing), m/stray.bin (not listed)", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Embed_TokenizerThatMultipliesTheText_IsRefusedAsUnusable()
    {
        using var folder = new TemporaryFolder();
        foreach (var file in Directory.EnumerateFiles(Cli.BiEncoder, "*", SearchOption.AllDirectories))
        {
            var target = folder[Path.GetRelativePath(Cli.BiEncoder, file)];
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }

        var json = JsonNode.Parse(await File.ReadAllTextAsync(folder["tokenizer.json"], TestContext.Current.CancellationToken))!;
        var steps = Enumerable.Range(0, 9).Select(_ => (JsonNode)new JsonObject
        {
            ["type"] = "Replace",
            ["pattern"] = new JsonObject { ["String"] = "a" },
            ["content"] = new string('a', 10),
        });
        json["normalizer"] = new JsonObject { ["type"] = "Sequence", ["normalizers"] = new JsonArray([.. steps]) };
        folder.Write("tokenizer.json", json.ToJsonString());
        (await Cli.RunAsync("embed", "aaaa", "--bi", folder.Path)).Refuses(3, "normalizer ", " of 9, Replace", "tokenizer.json");
    }
}
