using System.IO.Compression;
using Lodestone.TestSupport;

namespace Lodestone.Cli.Tests;

/// <summary>Ids with dot segments: a problem of their line or file when they are indexed, documents like others once stored.</summary>
public sealed class EarlierIdsTests
{
    private const string Lines = """
        {"id": "good", "text": "a"}
        {"id": "..", "text": "b"}
        {"id": "x%2f%2E", "text": "c"}
        """;

    private static readonly string[] Tiny = ["--bi", Cli.BiEncoder];

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Index_IdsWithDotSegments_AreProblemsAndTheRestIsKept()
    {
        using var folder = new TemporaryFolder();
        Directory.CreateDirectory(folder["docs"]);
        Directory.CreateDirectory(folder["other"]);
        folder.Write("docs/ids.jsonl", Lines);
        folder.Write("other/a.txt", "to be");
        var run = await Cli.RunAsync(["index", folder["docs"], folder["other"], "--root", folder["docs"], "-c", folder["c"], .. Tiny]);
        Assert.Equal(5, run.ExitCode);
        Assert.Contains("3 problems; the rest was indexed:", run.Output, StringComparison.Ordinal);
        var words = string.Join(' ', run.Output.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        Assert.Contains("ids.jsonl:2: The id has the path segment '..'", words, StringComparison.Ordinal);
        Assert.Contains("ids.jsonl:3: The id has the path segment '.'", words, StringComparison.Ordinal);
        Assert.Contains("../other/a.txt: Its id is its path", words, StringComparison.Ordinal);
        Assert.Contains("--root names the root", words, StringComparison.Ordinal);
        Assert.Equal(["good"], await IdsAsync(folder["c"]));
    }

    [Theory]
    [InlineData("../docs")]
    [InlineData("./../docs/")]
    [InlineData("../docs/../docs/.")]
    public async Task Index_RelativePath_GivesIdsWithinTheFolder(string path)
    {
        using var folder = new TemporaryFolder();
        Directory.CreateDirectory(folder["docs/sub"]);
        Directory.CreateDirectory(folder["work"]);
        folder.Write("docs/a.txt", "to be");
        folder.Write("docs/sub/b.csv", "text\nor not\n");
        using var process = Cli.StartIn(folder["work"], ["index", path, "-c", folder["c"], .. Tiny]);
        process.StandardInput.Close();
        var (output, error) = (process.StandardOutput.ReadToEndAsync(Stop), process.StandardError.ReadToEndAsync(Stop));
        (await Cli.EndAsync(process, output, error)).Succeeds();
        Assert.Equal(["a.txt", "sub/b.csv#2"], await IdsAsync(folder["c"]));
    }

    [Fact]
    public async Task Keeping_StoreOfAnEarlierVersion_GetsAndDeletesItsIds()
    {
        using var folder = new TemporaryFolder();
        await using (var packed = File.OpenRead(Path.Combine(Cli.Root, "fixtures", "stores", "dot-segment-ids.db.gz")))
        await using (var unpacking = new GZipStream(packed, CompressionMode.Decompress))
        await using (var store = File.Create(Path.Combine(Directory.CreateDirectory(folder["c"]).FullName, "lodestone.db")))
            await unpacking.CopyToAsync(store, Stop);
        string[] at = ["-c", folder["c"], "--json"];
        var got = await Cli.RunAsync(["get", "..", "../../other", "..\\x", "%252e%252E", .. at]);
        got.Succeeds();
        Assert.Equal(4, got.Json.GetProperty("documents").GetArrayLength());
        var deleted = await Cli.RunAsync(["delete", "..", "../../other", "..\\x", "%252e%252E", "a/./b", .. at]);
        deleted.Succeeds();
        Assert.Equal(5, deleted.Json.GetProperty("deleted").GetInt32());
        Assert.Equal(["keep"], await IdsAsync(folder["c"]));
        (await Cli.RunAsync(["doctor", "-c", folder["c"]])).Succeeds();
    }

    private static async Task<string[]> IdsAsync(string collection)
    {
        var exported = await Cli.RunAsync("export", "-c", collection);
        exported.Succeeds();
        var lines = exported.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        return [.. lines.Select(l => Cli.Json(l).GetProperty("_id").GetString()!)];
    }
}
