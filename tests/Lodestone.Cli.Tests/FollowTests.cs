using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Lodestone.TestSupport;

namespace Lodestone.Cli.Tests;

/// <summary>A collection that follows its files: mirrors, dry runs, watches, and what their ends mean.</summary>
public sealed class FollowTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Index_FilesWithProblems_EndsWith5UnlessLenient()
    {
        Write("a.md", "b.md");
        _folder.Write("docs/picture.png", [0, 1, 2]);
        // A picture is no document that could not be read.
        (await IndexAsync()).Succeeds();
        _folder.Write("docs/faq.jsonl", "broken\n");
        Assert.Equal(5, (await IndexAsync()).ExitCode);
        (await IndexAsync("--lenient")).Succeeds();
    }

    [Fact]
    public async Task Index_FileGone_IsCountedShownAndDeletedByAMirror()
    {
        Write("a.md", "b.md", "c.md");
        (await IndexAsync()).Succeeds();
        File.Delete(_folder["docs/a.md"]);
        var counted = await IndexAsync();
        counted.Succeeds();
        Assert.Contains("1 document of", counted.Output, StringComparison.Ordinal);
        Assert.Contains("'a.md'. --mirror deletes such documents.", Flat(counted.Output), StringComparison.Ordinal);
        var dry = await IndexAsync("--mirror", "--dry-run", "--json");
        dry.Succeeds();
        Assert.True(dry.Json.GetProperty("dryRun").GetBoolean());
        Assert.Equal(1, Folder(dry).GetProperty("removed").GetInt32());
        Assert.Equal(3, dry.Json.GetProperty("documents").GetInt32());
        var mirrored = await IndexAsync("--mirror", "--json");
        mirrored.Succeeds();
        Assert.Equal(
            "root path documents gone goneIds removed passedOver outcome code", Cli.Names(Folder(mirrored)));
        Assert.Equal(("removed", 1), (Folder(mirrored).GetProperty("outcome").GetString(), Folder(mirrored).GetProperty("removed").GetInt32()));
        Assert.Equal(2, mirrored.Json.GetProperty("documents").GetInt32());
    }

    [Fact]
    public async Task Index_MirrorOfMoreThanHalf_NeedsYes()
    {
        Write("a.md", "b.md", "c.md");
        (await IndexAsync()).Succeeds();
        foreach (var name in new[] { "a.md", "b.md" })
            File.Delete(_folder["docs/" + name]);
        var kept = await IndexAsync("--mirror");
        Assert.Equal(5, kept.ExitCode);
        Assert.Contains("more than half ('a.md', 'b.md'). --yes deletes them.", Flat(kept.Output), StringComparison.Ordinal);
        var json = await IndexAsync("--mirror", "--json");
        Assert.Equal(ErrorCodes.MirrorUnconfirmed, Folder(json).GetProperty("code").GetString());
        Assert.Equal(3, json.Json.GetProperty("documents").GetInt32());
        // A dry run says so, and is done.
        var dry = await IndexAsync("--mirror", "--dry-run");
        dry.Succeeds();
        Assert.Contains("only after a question, or with --yes", Flat(dry.Output), StringComparison.Ordinal);
        var done = await IndexAsync("--mirror", "--yes", "--json");
        done.Succeeds();
        Assert.Equal(1, done.Json.GetProperty("documents").GetInt32());
    }

    [Theory]
    [InlineData("y\n", 0, 1)]
    [InlineData("n\n", 5, 3)]
    public async Task Index_MirrorOfMoreThanHalfOnATerminal_Asks(string typed, int exitCode, int left)
    {
        Assert.SkipUnless(PseudoTerminal.IsSupported, "The test opens a terminal as Linux has it.");
        Write("a.md", "b.md", "c.md");
        (await IndexAsync()).Succeeds();
        foreach (var name in new[] { "a.md", "b.md" })
            File.Delete(_folder["docs/" + name]);
        var run = await PseudoTerminal.RunAsync(
            100, typed, "index", _folder["docs"], "-c", _folder["c"], "--bi", Cli.BiEncoder, "--mirror");
        Assert.Contains("Delete them?", Flat(run.Output), StringComparison.Ordinal);
        Assert.Equal(exitCode, run.ExitCode);
        var stats = await Cli.RunAsync("stats", _folder["c"], "--json");
        Assert.Equal(left, stats.Json.GetProperty("documents").GetInt32());
    }

    [Fact]
    public async Task Index_IgnoredFiles_AreReadWithNoIgnoreOnly()
    {
        Write("a.md", "secret/b.md");
        _folder.Write("docs/.lodestoneignore", "secret/\n");
        Assert.Equal(1, (await IndexAsync("--json")).Json.GetProperty("documents").GetInt32());
        Assert.Equal(2, (await IndexAsync("--no-ignore", "--json")).Json.GetProperty("documents").GetInt32());
    }

    [Theory]
    [InlineData("kb[1]")]
    [InlineData("k*")]
    [InlineData("**")]
    [InlineData("k?b{a,b}!")]
    public async Task Index_CollectionWithinTheFolder_IsLeftOutByItsPathAlone(string name)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Such names are not allowed there.");
        Write("a.md", "kb1/b.md", "kxb/c.md");
        string[] index = ["index", _folder["docs"], "-c", _folder["docs/" + name], "--bi", Cli.BiEncoder, "--json"];
        (await Cli.RunAsync(index)).Succeeds();
        _folder.Write($"docs/{name}/notes.md", "not a document");
        var again = await Cli.RunAsync(index);
        again.Succeeds();
        Assert.Equal(3, again.Json.GetProperty("documents").GetInt32());
        Assert.Equal(3, again.Json.GetProperty("unchanged").GetInt32());
        // Its files of unknown extension are not counted either.
        Assert.Empty(again.Json.GetProperty("problems").EnumerateArray());
    }

    [Fact]
    public async Task Index_DryRun_SaysNothingOfPassages()
    {
        Write("a.md", "b.md");
        _folder.Write("docs/faq.jsonl", "broken\n");
        var run = await IndexAsync("--dry-run");
        Assert.Contains("2 documents: 2 added", Flat(run.Output), StringComparison.Ordinal);
        Assert.Contains("1 problem; the rest would be indexed", Flat(run.Output), StringComparison.Ordinal);
        Assert.DoesNotContain("passage", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Index_DryRunOfANewCollection_MakesNothing()
    {
        Write("a.md", "b.md");
        var run = await IndexAsync("--dry-run", "--json");
        run.Succeeds();
        Assert.Equal(2, run.Json.GetProperty("added").GetInt32());
        Assert.False(Directory.Exists(_folder["c"]));
    }

    [Theory]
    [InlineData("--mirror compares", "--mirror")]
    [InlineData("--watch compares", "--watch")]
    [InlineData("--dry-run compares", "--dry-run")]
    [InlineData("--dry-run writes nothing, and --rebuild would", "--dry-run", "--rebuild", "tests")]
    [InlineData("--watch follows", "--dry-run", "--watch", "tests")]
    public async Task Index_OptionsThatContradict_AreRefused(string says, params string[] arguments) =>
        (await Cli.RunAsync(["index", "-c", _folder["c"], .. arguments.Select(a => a == "tests" ? _folder.Path : a)])).Refuses(2, says);

    [Fact]
    public async Task Index_FolderRenamed_KeepsItsVectorsWithoutAQuestion()
    {
        Write("old/a.md", "old/b.md");
        (await IndexAsync()).Succeeds();
        Directory.Move(_folder["docs/old"], _folder["docs/new"]);
        var run = await IndexAsync("--mirror", "--json");
        run.Succeeds();
        Assert.Equal((2, 0), (run.Json.GetProperty("added").GetInt32(), run.Json.GetProperty("embedded").GetInt32()));
        Assert.Equal((2, 2), (run.Json.GetProperty("documents").GetInt32(), Folder(run).GetProperty("removed").GetInt32()));
    }

    [Fact]
    public async Task Index_Watch_FollowsEditsRenamesAndDeletions()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Signals are sent with `kill`.");
        Write("a.md", "b.md", "c.md", "d.md");
        using var process = Cli.Start(["index", _folder["docs"], "-c", _folder["c"], "--bi", Cli.BiEncoder, "--watch", "--json"]);
        var error = process.StandardError.ReadToEndAsync(Token);
        Assert.Equal((4, 4), await NextAsync());
        _folder.Write("docs/a.md", "# Heading\n\nother words");
        Assert.Equal((4, 0), await NextAsync());
        File.Move(_folder["docs/b.md"], _folder["docs/e.md"]);
        Assert.Equal((4, 1), await NextAsync());
        File.Delete(_folder["docs/c.md"]);
        Assert.Equal((3, 0), await NextAsync());
        using (var kill = Process.Start("kill", ["-TERM", process.Id.ToString(CultureInfo.InvariantCulture)]))
            await kill.WaitForExitAsync(Token);
        var result = await Cli.EndAsync(process, process.StandardOutput.ReadToEndAsync(Token), error);
        Assert.Equal((0, ""), (result.ExitCode, result.Output));
        Assert.Contains("Following", result.Error, StringComparison.Ordinal);
        (await Cli.RunAsync("get", "e.md", "d.md", "-c", _folder["c"])).Succeeds();

        async Task<(int Documents, int Added)> NextAsync()
        {
            var json = Cli.Json((await process.StandardOutput.ReadLineAsync(Token))!);
            return (json.GetProperty("documents").GetInt32(), json.GetProperty("added").GetInt32());
        }
    }

    [Fact]
    public async Task StatsAndDoctor_Folder_IsAnArgumentToo()
    {
        Write("a.md");
        (await IndexAsync()).Succeeds();
        Assert.Equal(1, (await Cli.RunAsync("stats", _folder["c"], "--json")).Json.GetProperty("documents").GetInt32());
        (await Cli.RunAsync("doctor", _folder["c"])).Succeeds();
        (await Cli.RunAsync("stats", _folder["c"], "-c", _folder["other"])).Refuses(2, "Name one");
    }

    [Theory]
    [InlineData("Did you mean 'search'?", "serach", "to be")]
    [InlineData("Did you mean 'index'?", "indx", ".")]
    [InlineData("Did you mean 'search'?", "query")]
    [InlineData("Did you mean '--bi' or '--cross'?", "search", "q", "--model", "x")]
    [InlineData("Did you mean '--bi' or '--cross'?", "search", "q", "--model=x")]
    [InlineData("There is no command 'serch'. Did you mean 'search'?", "serch", "foo")]
    [InlineData("There is no command 'serch'. Did you mean 'search'?", "serch", "--top", "3", "foo")]
    [InlineData("There is no option '--tpo'. Did you mean '--top'?", "search", "--tpo", "3", "foo")]
    [InlineData("There is no option '--tpo'. Did you mean '--top'?", "search", "foo", "--tpo", "3")]
    [InlineData("There is no option '--exlain'. Did you mean '--explain'?", "search", "foo", "--exlain", "--top", "3", "more")]
    [InlineData("There is no command 'lst'. Did you mean 'list'?", "models", "lst")]
    [InlineData("Did you mean '--json'?", "stats", "--jsno")]
    [InlineData("Did you mean '--candidates'?", "search", "q", "--candidate", "5")]
    [InlineData("Did you mean '--filter'?", "delete", "--fliter", "a = 1")]
    public async Task Parse_MistypedName_SuggestsTheNearestAlone(string says, params string[] arguments)
    {
        var run = await InProcess.RunAsync(120, arguments);
        run.Refuses(2, says);
        // The words behind it are no mistakes.
        Assert.DoesNotContain("Unrecognized", run.Error, StringComparison.Ordinal);
    }

    private static string Flat(string text) => string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    private static JsonElement Folder(CliResult result) => Assert.Single(result.Json.GetProperty("folders").EnumerateArray());

    private Task<CliResult> IndexAsync(params string[] more) =>
        Cli.RunAsync(["index", _folder["docs"], "-c", _folder["c"], "--bi", Cli.BiEncoder, .. more]);

    private void Write(params string[] paths)
    {
        foreach (var path in paths)
            _folder.Write("docs/" + path, $"# Heading of {path}\n\nwords of {path}");
    }
}
