using Lodestone.TestSupport;

namespace Lodestone.Cli.Tests;

/// <summary>`backup`, and `export --vectors` with `import`.</summary>
public sealed class CopyingTests
{
    private const string Lines = """
        {"_id":"refunds","title":"Refunds","text":"Money comes back within a month.","price":9007199254740993,"since":"2024-05-01"}
        {"_id":"storms","title":"Storms","text":"Winter storms bring snow to the mountains."}
        """;

    [Fact]
    public async Task Backup_ACollection_IsSearchedLikeIt()
    {
        using var folder = await MakeAsync();
        var run = await Cli.RunAsync("backup", folder["backup"], "-c", folder["c"]);
        run.Succeeds();
        Assert.Matches($"^2 documents copied to '{folder["backup"]}', \\d+\\.\\d MB\\.\n$", run.Output);
        var json = await Cli.RunAsync("backup", folder["second"], "-c", folder["c"], "--json");
        json.Succeeds();
        Assert.Equal("folder sequence documents bytes notices", Cli.Names(json.Json));
        Assert.Equal(2, json.Json.GetProperty("documents").GetInt32());
        string[] search = ["search", "money", "--json", "--cross", Cli.CrossEncoder];
        var (original, copy) = (await Cli.RunAsync([.. search, "-c", folder["c"]]), await Cli.RunAsync([.. search, "-c", folder["backup"]]));
        Assert.Equal(original.Json.GetProperty("hits").GetRawText(), copy.Json.GetProperty("hits").GetRawText());
        (await Cli.RunAsync("doctor", "-c", folder["backup"])).Succeeds();
    }

    [Fact]
    public async Task Backup_WhatCannotBe_IsRefused()
    {
        using var folder = await MakeAsync();
        (await Cli.RunAsync("backup", folder["c/copy"], "-c", folder["c"])).Refuses(2, "within the collection");
        (await Cli.RunAsync("backup", folder.Path, "-c", folder["c"])).Refuses(2, "an empty folder");
        (await Cli.RunAsync("backup", folder["backup"], "-c", folder["absent"])).Refuses(2, "There is no collection");
        (await Cli.RunAsync("backup", "-c", folder["c"])).Refuses(2, "FOLDER");
        Assert.False(Directory.Exists(folder["backup"]));
    }

    [Fact]
    public async Task Import_OfAnExportWithVectors_EmbedsNothing()
    {
        using var folder = await MakeAsync();
        var exported = await Cli.RunAsync("export", "--vectors", "-c", folder["c"]);
        exported.Succeeds();
        // No folder of models at all: the export has everything.
        var run = await Cli.RunAsync(exported.Output, ["import", "-", "-c", folder["copy"], "--json"], ("LODESTONE_MODELS", folder["none"]));
        run.Succeeds();
        Assert.Equal((2, 0), (run.Json.GetProperty("added").GetInt32(), run.Json.GetProperty("embedded").GetInt32()));
        var (original, copy) = (await Cli.RunAsync("export", "-c", folder["c"]), await Cli.RunAsync("export", "-c", folder["copy"]));
        Assert.Equal(original.Output, copy.Output);
        File.WriteAllText(folder["e.jsonl"], exported.Output);
        var again = await Cli.RunAsync("import", folder["e.jsonl"], "-c", folder["copy"], "--bi", Cli.BiEncoder);
        again.Succeeds();
        Assert.Contains("0 added, 0 replaced, 2 unchanged", again.Output, StringComparison.Ordinal);
        (await Cli.RunAsync("import", folder["e.jsonl"], "-c", folder["other"], "--bi", Cli.TinyModel(TinyModels.BiEncoderName)))
            .Refuses(3, "bert-cls-prompts", TinyModels.BiEncoderName);
    }

    [Fact]
    public async Task Import_OfAnotherOrACutFile_SaysWhatIsWrong()
    {
        using var folder = await MakeAsync();
        File.WriteAllText(folder["lines.jsonl"], Lines);
        (await Cli.RunAsync("import", folder["lines.jsonl"], "-c", folder["copy"])).Refuses(2, "no export", "lodestone index");
        (await Cli.RunAsync("import", folder["absent"], "-c", folder["copy"])).Refuses(2, "is not there");
        Assert.False(Directory.Exists(folder["copy"]));
        (await Cli.RunAsync("export", "--vectors", "--out", folder["e.jsonl"], "-c", folder["c"])).Succeeds();
        var whole = await File.ReadAllTextAsync(folder["e.jsonl"], TestContext.Current.CancellationToken);
        File.WriteAllText(folder["cut.jsonl"], whole[..^100]);
        var run = await Cli.RunAsync("import", folder["cut.jsonl"], "-c", folder["copy"]);
        Assert.Equal(5, run.ExitCode);
        Assert.Contains("cut.jsonl:3:", run.Output, StringComparison.Ordinal);
        Assert.Contains("1 document", run.Output, StringComparison.Ordinal);
        File.WriteAllText(folder["head.jsonl"], whole[..(whole.IndexOf('\n', StringComparison.Ordinal) + 1)]);
        Assert.Equal(2, (await Cli.RunAsync("import", folder["head.jsonl"], "-c", folder["empty"])).ExitCode);
    }

    private static async Task<TemporaryFolder> MakeAsync()
    {
        var folder = new TemporaryFolder();
        folder.Write("in.jsonl", Lines);
        (await Cli.RunAsync("index", folder["in.jsonl"], "-c", folder["c"], "--bi", Cli.BiEncoder)).Succeeds();
        return folder;
    }
}
