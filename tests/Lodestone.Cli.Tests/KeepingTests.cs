using Lodestone.TestSupport;

namespace Lodestone.Cli.Tests;

public sealed class KeepingTests
{
    [Fact]
    public async Task Keeping_Documents_AreGotExportedAndDeleted()
    {
        using var folder = await IndexedAsync();
        string[] at = ["-c", folder["c"]];
        var got = await Cli.RunAsync(["get", "pay", "guide.md", "--json", .. at]);
        got.Succeeds();
        Assert.Equal("id title text headings metadata", Cli.Names(got.Json.GetProperty("documents")[0]));
        Assert.True(got.Json.GetProperty("documents")[1].GetProperty("headings").GetArrayLength() > 0);
        var missing = await Cli.RunAsync(["get", "pay", "no/such 'id'", .. at]);
        Assert.Equal(2, missing.ExitCode);
        Assert.Contains("Ways to pay", missing.Output, StringComparison.Ordinal);
        Assert.Contains("no/such 'id'", missing.Error, StringComparison.Ordinal);

        var exported = await Cli.RunAsync(["export", "--out", folder["e.jsonl"], .. at]);
        exported.Succeeds();
        var copied = await Cli.RunAsync("index", folder["e.jsonl"], "-c", folder["copy"], "--bi", Cli.BiEncoder, "--json");
        copied.Succeeds();
        Assert.Equal(0, copied.Json.GetProperty("problems").GetArrayLength());
        var again = await Cli.RunAsync("export", "-c", folder["copy"]);
        Assert.Equal(await File.ReadAllTextAsync(folder["e.jsonl"], TestContext.Current.CancellationToken), again.Output);

        var listed = await Cli.RunAsync(["list", "--filter", "plan = \"free\" and colour != 1", "--top", "1", "--json", .. at]);
        listed.Succeeds();
        Assert.Equal("documents next unknownFields", Cli.Names(listed.Json));
        var first = Assert.Single(listed.Json.GetProperty("documents").EnumerateArray()).GetProperty("id").GetString();
        Assert.Equal(first, listed.Json.GetProperty("next").GetString());
        var rest = await Cli.RunAsync(["list", "--filter", $"plan = \"free\" and @id != '{first}'", .. at]);
        rest.Succeeds();
        Assert.DoesNotContain(first!, rest.Output, StringComparison.Ordinal);
        (await Cli.RunAsync(["list", "--strict", "--filter", "colour = 1", .. at])).Refuses(2, "colour");

        var deleted = await Cli.RunAsync(["delete", "pay", "gone", .. at, "--json"]);
        Assert.Equal("{\n  \"deleted\": 1,\n  \"missing\": [\n    \"gone\"\n  ]\n}\n", deleted.Output);
        var filtered = await Cli.RunAsync(["delete", "--yes", "--filter", "plan = \"free\"", .. at]);
        Assert.Equal("2 documents deleted; 1 left.\n", filtered.Output);
        (await Cli.RunAsync(["delete", "--filter", "path = \"x\"", .. at])).Refuses(2, "--yes");
        (await Cli.RunAsync(["delete", "--yes", "--filter", "colour = 3", .. at])).Refuses(2, "path");
        (await Cli.RunAsync(["delete", "--yes", "--filter", "not (colour = 3)", .. at])).Refuses(2, "colour");
        Assert.Contains("1 document.", (await Cli.RunAsync(["list", .. at])).Output, StringComparison.Ordinal);
        (await Cli.RunAsync(["delete", .. at])).Refuses(2, "--filter");
    }

    [Fact]
    public async Task Export_DocumentsWithHeadings_ReadBackAreTheSameDocumentsAndPassages()
    {
        using var folder = new TemporaryFolder();
        var sections = Enumerable.Range(1, 12).Select(i =>
            $"{new string('#', (i % 6) + 1)} Section {i} \U0001F9ED\n\n" +
            string.Join("\n\n", Enumerable.Range(0, i).Select(p => string.Join(' ', Enumerable.Repeat($"The needle {i} points to {p}.", 20)))));
        Directory.CreateDirectory(folder["documents"]);
        folder.Write("documents/long.md", string.Join("\n\n", sections));
        folder.Write("documents/short.md", "# Only\n\nA short needle.\n");
        folder.Write("documents/plain.txt", "A needle without headings.\n");
        (await Cli.RunAsync("index", folder["documents"], "-c", folder["c"], "--bi", Cli.BiEncoder)).Succeeds();
        (await Cli.RunAsync("export", "--out", folder["e.jsonl"], "-c", folder["c"])).Succeeds();
        var copied = await Cli.RunAsync("index", folder["e.jsonl"], "-c", folder["copy"], "--bi", Cli.BiEncoder, "--json");
        copied.Succeeds();
        Assert.Equal(0, copied.Json.GetProperty("problems").GetArrayLength());

        var (was, now) = (await HeldAsync(folder["c"]), await HeldAsync(folder["copy"]));
        Assert.Equal([12, 0, 1], was.Documents.Select(d => d.Headings.Count));
        Assert.Equal(was.Documents.Select(Whole), now.Documents.Select(Whole));
        Assert.True(was.Passages.Count > 12);
        Assert.Contains(was.Passages, p => p.Heading.Contains(" > ", StringComparison.Ordinal));
        Assert.Equal(was.Passages, now.Passages);

        static string Whole(Document document) =>
            $"{document.Id}|{document.Title}|{document.Text}|{string.Join(';', document.Headings)}|{string.Join(';', document.Metadata)}";
    }

    [Fact]
    public async Task Export_ToALink_WritesWhatItPointsTo()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Links need a privilege there.");
        using var folder = await IndexedAsync();
        folder.Write("real.jsonl", "what was there");
        File.CreateSymbolicLink(folder["link.jsonl"], folder["real.jsonl"]);
        File.CreateSymbolicLink(folder["dangling.jsonl"], folder["new.jsonl"]);
        foreach (var (link, target) in new[] { ("link.jsonl", "real.jsonl"), ("dangling.jsonl", "new.jsonl") })
        {
            (await Cli.RunAsync("export", "--out", folder[link], "-c", folder["c"])).Succeeds();
            Assert.Equal(folder[target], new FileInfo(folder[link]).LinkTarget);
            Assert.Equal(4, File.ReadLines(folder[target]).Count());
        }
    }

    [Fact]
    public async Task Export_ToADevice_WritesIntoItAndLeavesItThere()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "There is no /dev/full.");
        using var folder = await IndexedAsync();
        // Through a link, so that a mistake costs the link and not the machine's device.
        File.CreateSymbolicLink(folder["full"], "/dev/full");
        (await Cli.RunAsync("export", "--out", folder["full"], "-c", folder["c"])).Refuses(2, "No space left");
        Assert.Equal("/dev/full", new FileInfo(folder["full"]).LinkTarget);
    }

    [Fact]
    public async Task Stats_Json_HasDocumentsAndPassagesAtTheTop()
    {
        using var folder = await IndexedAsync();
        var run = await Cli.RunAsync("stats", "-c", folder["c"], "--json");
        run.Succeeds();
        Assert.StartsWith("documents passages sequence biEncoder", Cli.Names(run.Json), StringComparison.Ordinal);
        Assert.Equal(4, run.Json.GetProperty("documents").GetInt32());
        Assert.Contains("passages", (await Cli.RunAsync("stats", "-c", folder["c"])).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Doctor_DamagedIndex_IsFoundAndRepaired()
    {
        using var folder = await IndexedAsync();
        (await Cli.RunAsync("doctor", "-c", folder["c"])).Succeeds();
        var indexes = Directory.GetFiles(Path.Combine(folder["c"], "indexes"), "*", SearchOption.AllDirectories)
            .Where(f => f.Contains("vectors", StringComparison.Ordinal) && new FileInfo(f).Length > 0).ToArray();
        Assert.NotEmpty(indexes);
        foreach (var file in indexes)
            await File.WriteAllBytesAsync(file, [1, 2, 3], TestContext.Current.CancellationToken);
        var found = await Cli.RunAsync("doctor", "-c", folder["c"], "--json");
        Assert.Equal(3, found.ExitCode);
        Assert.False(found.Json.GetProperty("clean").GetBoolean());
        Assert.Contains("--repair", (await Cli.RunAsync("doctor", "-c", folder["c"])).Output, StringComparison.Ordinal);
        (await Cli.RunAsync("doctor", "-c", folder["c"], "--repair")).Succeeds();
        (await Cli.RunAsync("doctor", "-c", folder["c"], "--quick")).Succeeds();
    }

    [Theory]
    [InlineData("get", "x")]
    [InlineData("delete", "x")]
    [InlineData("stats")]
    [InlineData("doctor")]
    [InlineData("doctor", "--repair")]
    [InlineData("export")]
    public async Task Verb_WithoutCollection_IsRefusedAndMakesNone(params string[] arguments)
    {
        using var folder = new TemporaryFolder();
        (await Cli.RunAsync([.. arguments, "-c", folder["none"]])).Refuses(2, "none", "lodestone index");
        Assert.False(Directory.Exists(folder["none"]));
    }

    /// <summary>All documents, and all passages by a word that each has.</summary>
    private static async Task<(IReadOnlyList<Document> Documents, List<(string Id, TextRange Range, string Heading)> Passages)> HeldAsync(
        string folder)
    {
        var token = TestContext.Current.CancellationToken;
        await using var collection = await Collection.OpenAsync(folder, new CollectionOptions { ReadOnly = true }, token);
        var options = new SearchOptions
        {
            Retrieval = RetrievalMode.Keyword, Rerank = SearchRerankOptions.Off, Candidates = 1000, Top = 1000, PassagesPerDocument = 0,
        };
        var found = await collection.SearchAsync("needle", options, token);
        var passages = found.Hits.OrderBy(h => h.DocumentId, StringComparer.Ordinal).ThenBy(h => h.Passage);
        return (await collection.ListAsync(cancellationToken: token).ToListAsync(token), [.. passages.Select(h => (h.DocumentId, h.Range, h.Heading))]);
    }

    private static async Task<TemporaryFolder> IndexedAsync()
    {
        var folder = new TemporaryFolder();
        Corpus.Write(folder["documents"]);
        (await Cli.RunAsync("index", folder["documents"], "-c", folder["c"], "--bi", Cli.BiEncoder, "--lenient")).Succeeds();
        return folder;
    }
}
