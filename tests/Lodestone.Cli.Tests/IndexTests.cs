using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using Lodestone.TestSupport;

namespace Lodestone.Cli.Tests;

public sealed class IndexTests
{
    private static readonly string[] Tiny = ["--bi", Cli.BiEncoder];

    [Fact]
    public async Task Index_Folder_TakesInWhatItCanAndListsTheRest()
    {
        using var folder = new TemporaryFolder();
        Corpus.Write(folder["documents"]);
        string[] command = ["index", folder["documents"], "-c", folder["c"], .. Tiny];
        var first = await Cli.RunAsync([.. command, "--json"]);
        Assert.Equal(5, first.ExitCode);
        Assert.Equal((4, 4), (first.Json.GetProperty("documents").GetInt32(), first.Json.GetProperty("added").GetInt32()));
        Assert.Equal(
            ["binary picture.txt", "malformed faq.jsonl"],
            first.Json.GetProperty("problems").EnumerateArray()
                .Select(p => $"{p.GetProperty("kind").GetString()} {p.GetProperty("path").GetString()}").Order(StringComparer.Ordinal));

        var second = await Cli.RunAsync([.. command, "--lenient"]);
        second.Succeeds();
        Assert.Contains("4 documents: 0 added, 0 replaced, 4 unchanged.", second.Output, StringComparison.Ordinal);
        Assert.Contains("0 embedded", second.Output, StringComparison.Ordinal);
        Assert.Contains("2 problems; the rest was indexed:", second.Output, StringComparison.Ordinal);
    }

    /// <summary>As the README begins: no command names a collection.</summary>
    [Fact]
    public async Task IndexAndSearch_NoCollectionNamed_UseTheDefaultOfTheWorkingFolder()
    {
        using var folder = new TemporaryFolder();
        folder.Write("a.jsonl", "{\"_id\": \"a\", \"text\": \"to be or not to be\"}\n");
        (await RunInAsync(["index", "a.jsonl", .. Tiny])).Succeeds();
        Assert.True(Collection.Exists(folder[Collection.DefaultFolder]));
        var search = await RunInAsync("search", "to be", "--no-rerank", "--json");
        search.Succeeds();
        Assert.Equal("a", search.Json.GetProperty("hits")[0].GetProperty("documentId").GetString());

        async Task<CliResult> RunInAsync(params string[] arguments)
        {
            using var process = Cli.StartIn(folder.Path, arguments);
            process.StandardInput.Close();
            var output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
            var error = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
            return await Cli.EndAsync(process, output, error);
        }
    }

    [Fact]
    public async Task Index_Fields_AreThoseNamed()
    {
        using var folder = new TemporaryFolder();
        var file = folder.Write("faq.csv", "code;question;answer\nA1;to be?;or not\n");
        (await Cli.RunAsync([
            "index", file, "-c", folder["c"], "--id-field", "code", "--title-field", "question", "--text-field", "question",
            "--text-field", "answer", .. Tiny])).Succeeds();
        var got = await Cli.RunAsync("get", "A1", "-c", folder["c"], "--json");
        got.Succeeds();
        Assert.Equal("to be?\n\nor not", got.Json.GetProperty("documents")[0].GetProperty("text").GetString());
    }

    [Fact]
    public async Task Index_CollectionWithinTheFolder_IsNotRead()
    {
        using var folder = new TemporaryFolder();
        folder.Write("a.txt", "to be");
        string[] command = ["index", folder.Path, "-c", folder["kept"], "--unknown-as-text", "--json", .. Tiny];
        (await Cli.RunAsync(command)).Succeeds();
        var again = await Cli.RunAsync(command);
        again.Succeeds();
        Assert.Equal(1, again.Json.GetProperty("documents").GetInt32());
        Assert.Equal(0, again.Json.GetProperty("problems").GetArrayLength());
    }

    [Fact]
    public async Task Index_OtherModel_EmbedsAnewAfterSayingSo()
    {
        using var folder = new TemporaryFolder();
        var file = folder.Write("a.jsonl", "{\"_id\": \"1\", \"text\": \"to be\"}\n{\"_id\": \"2\", \"text\": \"or not\"}\n");
        (await Cli.RunAsync(["index", file, "-c", folder["c"], .. Tiny])).Succeeds();
        var changed = await Cli.RunAsync("index", "-c", folder["c"], "--bi", Cli.TinyModel("distilbert-mean"));
        changed.Succeeds();
        Assert.Contains("its 2 documents are embedded again", changed.Error, StringComparison.Ordinal);
        Assert.Contains("Re-embedded with", changed.Output, StringComparison.Ordinal);
        Assert.Contains("2 documents embedded again with 2 passages", changed.Output, StringComparison.Ordinal);
        var stats = await Cli.RunAsync("stats", "-c", folder["c"], "--json");
        Assert.Equal(Cli.TinyModel("distilbert-mean"), stats.Json.GetProperty("biEncoder").GetString());
        (await Cli.RunAsync("doctor", "-c", folder["c"])).Succeeds();
    }

    [Fact]
    public async Task Index_ModelNamedWithoutAPath_IsFoundFromAnyFolderAndAfterItMoved()
    {
        using var folder = new TemporaryFolder();
        foreach (var file in Directory.GetFiles(Cli.BiEncoder, "*", SearchOption.AllDirectories))
            folder.Write(Path.Combine("mymodel", Path.GetRelativePath(Cli.BiEncoder, file)), await File.ReadAllBytesAsync(file, TestContext.Current.CancellationToken));
        folder.Write("a.txt", "to be");
        folder.Write("b.txt", "or not");
        (await InFolderAsync("index", "a.txt", "-c", folder["c"], "--bi", "mymodel")).Succeeds();
        string[] search = ["search", "to be", "-c", folder["c"], "--retrieval", "dense", "--no-rerank"];
        (await Cli.RunAsync(search)).Succeeds();
        Assert.Equal(folder["mymodel"], (await StatsAsync()).GetProperty("biEncoder").GetString());

        Directory.Move(folder["mymodel"], folder["moved"]);
        (await Cli.RunAsync(search)).Refuses(3, folder["mymodel"]);
        var hybrid = await Cli.RunAsync("search", "to be", "-c", folder["c"], "--no-rerank");
        Assert.Equal(5, hybrid.ExitCode);
        Assert.Contains("The stage 'embed' failed", hybrid.Output, StringComparison.Ordinal);
        Assert.Equal(5, (await Cli.RunAsync("to be\n", ["search", "-c", folder["c"], "--no-rerank", "--json"])).ExitCode);
        var moved = await Cli.RunAsync("index", folder["b.txt"], "-c", folder["c"], "--bi", folder["moved"], "--json");
        moved.Succeeds();
        Assert.DoesNotContain("embedded again", moved.Error, StringComparison.Ordinal);
        Assert.Equal(folder["mymodel"], moved.Json.GetProperty("formerBiEncoder").GetString());
        Assert.Equal(JsonValueKind.Null, moved.Json.GetProperty("reembedding").ValueKind);
        Assert.Equal((2, 1), (moved.Json.GetProperty("documents").GetInt32(), moved.Json.GetProperty("embedded").GetInt32()));
        (await Cli.RunAsync(search)).Succeeds();
        Assert.Equal(folder["moved"], (await StatsAsync()).GetProperty("biEncoder").GetString());

        async Task<JsonElement> StatsAsync()
        {
            var run = await Cli.RunAsync("stats", "-c", folder["c"], "--json");
            run.Succeeds();
            return run.Json;
        }

        async Task<CliResult> InFolderAsync(params string[] arguments)
        {
            using var process = Cli.StartIn(folder.Path, arguments);
            process.StandardInput.Close();
            return await Cli.EndAsync(process, process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        }
    }

    [Theory]
    [InlineData("no path is given", "index")]
    [InlineData("no-such-path", "index", "no-such-path")]
    [InlineData("--root 'no-such-root'", "index", "--root", "no-such-root", "/")]
    public async Task Index_Mistaken_IsRefusedAndMakesNothing(string says, params string[] arguments)
    {
        using var folder = new TemporaryFolder();
        (await Cli.RunAsync([.. arguments, "-c", folder["c"]])).Refuses(2, says);
        Assert.False(Directory.Exists(folder["c"]));
    }

    [Fact]
    public async Task Index_NothingReadable_EndsWith2()
    {
        using var folder = new TemporaryFolder();
        var file = folder.Write("a.jsonl", "nothing\n");
        var run = await Cli.RunAsync(["index", file, "-c", folder["c"], .. Tiny]);
        Assert.Equal(2, run.ExitCode);
        Assert.Contains("a.jsonl:1: It is not valid JSON", run.Output, StringComparison.Ordinal);
        Assert.Contains("1 problem; nothing was indexed:", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Index_NothingToRead_EndsWith2AndSaysWhy()
    {
        using var folder = new TemporaryFolder();
        Directory.CreateDirectory(folder["empty"]);
        Directory.CreateDirectory(folder["full"]);
        folder.Write("full/a.txt", "to be");
        folder.Write("full/b.txt", "or not");
        var empty = await Cli.RunAsync(["index", folder["empty"], "-c", folder["c"], .. Tiny]);
        Assert.Equal(2, empty.ExitCode);
        Assert.Contains("There is no file to read.", empty.Output, StringComparison.Ordinal);
        var unmatched = await Cli.RunAsync(["index", folder["full"], "--include", "zz*", "-c", folder["c"], .. Tiny]);
        Assert.Equal(2, unmatched.ExitCode);
        Assert.Contains("There are 2 files, and none matches", unmatched.Output, StringComparison.Ordinal);
        var blank = await Cli.RunAsync(["index", folder.Write("header.csv", "text\n"), "-c", folder["c"], .. Tiny]);
        Assert.Equal(2, blank.ExitCode);
        Assert.Contains("There was no document in what was read.", blank.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Index_FilesOfOneName_NeedARoot()
    {
        using var folder = new TemporaryFolder();
        foreach (var name in new[] { "one", "two" })
        {
            Directory.CreateDirectory(folder[name]);
            folder.Write($"{name}/a.txt", "to be");
        }

        string[] command = ["index", folder["one"], folder["two"], "-c", folder["c"], .. Tiny];
        (await Cli.RunAsync(command)).Refuses(2, "Set --root to a folder above both");
        (await Cli.RunAsync([.. command, "--root", folder.Path])).Succeeds();
        (await Cli.RunAsync("get", "one/a.txt", "two/a.txt", "-c", folder["c"])).Succeeds();
    }

    [Fact]
    public async Task Index_Problems_NameTheSwitchesThatHelp()
    {
        using var folder = new TemporaryFolder();
        var text = folder.Write("a.txt", "to be or not");
        var rows = folder.Write("b.csv", "code|TextFields\nA1|x\n");
        var odd = folder.Write("c.odd", "to be");
        var run = await Cli.RunAsync([
            "index", text, rows, folder.Path, "--max-file-bytes", "5", "--delimiter", "|", "-c", folder["c"], "--json", .. Tiny]);
        var problems = run.Json.GetProperty("problems").EnumerateArray().Select(p => p.GetProperty("reason").GetString()).ToArray();
        Assert.Contains(problems, p => p!.EndsWith("Split it. --max-file-bytes raises the limit.", StringComparison.Ordinal));
        Assert.Contains(problems, p => p!.EndsWith(
            "found 'code', 'TextFields'. Name the right column, or the right delimiter. --text-field names the field of the text, and " +
            "--delimiter the delimiter of CSV.", StringComparison.Ordinal));
        Assert.Contains(problems, p => p!.EndsWith("or name their format. --unknown-as-text reads them as text.", StringComparison.Ordinal));
        Assert.True(File.Exists(odd));
    }

    [Fact]
    public async Task Index_IdsThatComeTwice_AreNamed()
    {
        using var folder = new TemporaryFolder();
        var file = folder.Write("a.jsonl", "{\"_id\": \"dup\", \"text\": \"to be\"}\n{\"_id\": \"dup\", \"text\": \"or not\"}\n");
        var run = await Cli.RunAsync(["index", file, "-c", folder["c"], .. Tiny]);
        Assert.Contains("1 superseded by a later one of the same id.", run.Output, StringComparison.Ordinal);
        Assert.Contains("of which the last is kept: 'dup'.", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Index_ModelThatIsNotThere_IsRefusedBeforeAnythingIsAnnounced()
    {
        using var folder = new TemporaryFolder();
        var file = folder.Write("a.txt", "to be");
        (await Cli.RunAsync(["index", file, "-c", folder["c"], .. Tiny])).Succeeds();
        (await Cli.RunAsync("index", "-c", folder["c"], "--bi", "nope")).Refuses(3, "nope");
    }

    [Fact]
    public async Task Index_Interrupted_KeepsWhatIsWritten()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "There is no SIGINT to send.");
        const int Documents = 60_000;
        using var folder = new TemporaryFolder();
        var lines = new StringBuilder();
        for (var i = 0; i < Documents; i++)
            lines.Append("{\"_id\": \"").Append(i).Append("\", \"text\": \"to be or not, question ").Append(i).Append("\"}\n");
        var file = folder.Write("a.jsonl", lines.ToString());
        using var process = Cli.Start(["index", file, "-c", folder["c"], .. Tiny]);
        var output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        var error = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await Waiting.UntilAsync(async () => process.HasExited || await CountAsync(folder["c"]) > 0);
        Assert.Equal(0, Kill(process.Id, 2));
        var run = await Cli.EndAsync(process, output, error);
        Assert.Equal(130, run.ExitCode);
        Assert.Matches(
            @"cancelled: [\d,]+ documents of this run are kept in '.*', and the same command goes on from there\.\n$", run.Error);
        Assert.InRange(await CountAsync(folder["c"]), 1, Documents - 1);
        (await Cli.RunAsync("doctor", "-c", folder["c"])).Succeeds();
    }

    private static async Task<long> CountAsync(string folder)
    {
        try
        {
            await using var collection = await Collection.OpenAsync(folder, new CollectionOptions { ReadOnly = true });
            return await collection.CountAsync(cancellationToken: TestContext.Current.CancellationToken);
        }
        catch (StoreException early) when (early.Code == ErrorCodes.CollectionNotFound)
        {
            return 0;
        }
    }

    [DllImport("libc", EntryPoint = "kill")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Kill(int process, int signal);
}
