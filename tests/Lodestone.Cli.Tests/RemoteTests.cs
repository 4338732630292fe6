using System.Text.Json;
using Lodestone.Server;
using Lodestone.TestSupport;

namespace Lodestone.Cli.Tests;

/// <summary>The command line against a server: the same documents there and on this machine give the same output.</summary>
public sealed class RemoteTests : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();
    private TestServer _server = null!;

    private string Url => _server.Address.ToString();

    private string[] There => ["--server", Url, "-c", "help"];

    private string[] Here => ["-c", _folder["here"]];

    public async ValueTask InitializeAsync()
    {
        _server = await TestServer.StartAsync(o => (o.BiEncoder, o.CrossEncoder) = (Cli.BiEncoder, Cli.CrossEncoder));
        Corpus.Write(_folder["documents"]);
    }

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        _folder.Dispose();
    }

    [Theory]
    [InlineData("--mirror")]
    [InlineData("--watch")]
    [InlineData("--dry-run")]
    public async Task Index_OptionThatComparesWithFiles_IsRefused(string option) =>
        (await Cli.RunAsync(["index", _folder["documents"], option, .. There])).Refuses(2, $"{option} compares", "--server");

    [Fact]
    public async Task Search_SeveralCollections_AreRefused()
    {
        (await Cli.RunAsync(["search", "q", .. There, "-c", "faq"])).Refuses(2, "--server is for one collection", "'help', 'faq'");
        // One that is named twice is one.
        (await Cli.RunAsync(["search", "q", .. There, "-c", "help"])).Refuses(2, "help");
    }

    [Fact]
    public async Task Settings_OfANamedFile_NameTheServerAndItsCollection()
    {
        (await Cli.RunAsync(["index", _folder["documents"], "--lenient", .. There])).Succeeds();
        var file = _folder.Write("mine.json", JsonSerializer.Serialize(new { server = Url, collection = "help" }));
        var stats = await Cli.RunAsync("stats", "--config", file, "--json");
        stats.Succeeds();
        Assert.NotEqual(0, stats.Json.GetProperty("documents").GetInt64());
        (await Cli.RunAsync("stats", "help", "--server", Url)).Succeeds();
        // Found, it is refused before anything is sent.
        _folder.Write("found/lodestone.json", JsonSerializer.Serialize(new { server = Url }));
        using var process = Cli.StartIn(_folder["found"], ["stats"]);
        process.StandardInput.Close();
        var token = TestContext.Current.CancellationToken;
        var (output, error) = (process.StandardOutput.ReadToEndAsync(token), process.StandardError.ReadToEndAsync(token));
        (await Cli.EndAsync(process, output, error)).Refuses(2, "was found, not named", "'server'");
    }

    [Fact]
    public async Task Commands_ThereAndHere_PrintTheSame()
    {
        var there = await Cli.RunAsync(["index", _folder["documents"], "--json", "--lenient", .. There]);
        var here = await Cli.RunAsync(["index", _folder["documents"], "--json", "--lenient", "--bi", Cli.BiEncoder, .. Here]);
        there.Succeeds();
        foreach (var field in (string[])["added", "documents", "passages", "problems", "notes", "withoutWords", "superseded"])
            Assert.Equal(here.Json.GetProperty(field).GetRawText(), there.Json.GetProperty(field).GetRawText());
        Assert.Equal("help", there.Json.GetProperty("collection").GetString());
        Assert.Equal(Cli.Names(here.Json), Cli.Names(there.Json));
        Assert.NotEmpty(there.Json.GetProperty("problems").EnumerateArray());

        string[][] commands =
        [
            ["list"],
            ["list", "--json", "--top", "2"],
            ["list", "--json", "--filter", "year > 2000 and colour = 1"],
            ["get", "pay"],
            ["get", "pay", "guide.md", "--json"],
            ["get", "pay", "none", "--json"],
            ["export"],
            ["similar", "pay", "--json", "--filter", "year > 2000"],
            ["search", "how do I pay", "--json", "--no-rerank", "--top", "2", "--explain"],
            ["search", "how do I pay", "--json", "--retrieval", "keyword", "--fusion", "rrf", "--filter", "plan = \"free\""],
        ];
        foreach (var command in commands)
        {
            string[] cross = command[0] == "search" && !command.Contains("--no-rerank") ? ["--cross", Cli.CrossEncoder] : [];
            var (remote, local) = (await Cli.RunAsync([.. command, .. There]), await Cli.RunAsync([.. command, .. cross, .. Here]));
            Assert.Equal(local.ExitCode, remote.ExitCode);
            Assert.Equal(Comparable(local.Output), Comparable(remote.Output));
        }
    }

    [Fact]
    public async Task Search_Screen_IsThatOfThisMachine()
    {
        (await Cli.RunAsync(["index", _folder["documents"], "--lenient", .. There])).Succeeds();
        var run = await Cli.RunAsync(["search", "how do I pay", "--explain", "--top", "2", .. There]);
        run.Succeeds();
        Assert.Contains("1 to 2 of 4 hits, in ", run.Output, StringComparison.Ordinal);
        Assert.Contains("every vector compared, exact", run.Output, StringComparison.Ordinal);
        var piped = await Cli.RunAsync("pay\nferry\n", ["search", "--json", .. There]);
        Assert.Equal(2, piped.Output.TrimEnd('\n').Split('\n').Length);
        Assert.Contains("documents", (await Cli.RunAsync(["stats", .. There])).Output, StringComparison.Ordinal);
        var compared = await Cli.RunAsync("compare", "pay", "Cards.", "x", "--server", Url, "--json");
        Assert.Equal(2, compared.Json.GetProperty("passages").GetArrayLength());
    }

    [Fact]
    public async Task Search_Vector_IsTheSameThereAndHere()
    {
        (await Cli.RunAsync(["index", _folder["documents"], "--lenient", .. There])).Succeeds();
        (await Cli.RunAsync(["index", _folder["documents"], "--lenient", "--bi", Cli.BiEncoder, .. Here])).Succeeds();
        var line = (await Cli.RunAsync("embed", "ferry", "--bi", Cli.BiEncoder)).Output;
        await File.WriteAllTextAsync(_folder["vector"], Cli.Json(line).GetProperty("embedding").GetRawText(), TestServer.Stop);
        var here = await Cli.RunAsync(line, ["search", "--vector", "-", "--json", .. Here]);
        var there = await Cli.RunAsync(["search", "--vector", _folder["vector"], "--json", .. There]);
        there.Succeeds();
        Assert.Equal(Comparable(here.Output), Comparable(there.Output));
        Assert.NotEmpty(there.Json.GetProperty("hits").EnumerateArray());
    }

    [Theory]
    [InlineData("[1, \"2\"]", "accepted is one JSON list")]
    [InlineData("[1e39]", "accepted is one JSON list")]
    [InlineData("[]", "accepted is one JSON list")]
    [InlineData("nonsense", "accepted is one JSON list")]
    [InlineData("", "is empty")]
    [InlineData("[1]\n[2]", "more than one line")]
    public async Task Search_VectorThatIsNone_IsRefused(string text, string says) =>
        (await Cli.RunAsync(text, ["search", "--vector", "-", .. There])).Refuses(2, says);

    [Theory]
    [InlineData("--vector", "-", "pay", "Give one")]
    [InlineData("--vector", "-", "--depth=3", "--depth")]
    [InlineData("--vector", "-", "--retrieval=keyword", "--retrieval")]
    public async Task Search_VectorWithWhatNeedsWords_IsRefused(string option, string file, string other, string says) =>
        (await Cli.RunAsync("[1]", ["search", option, file, other, .. There])).Refuses(2, says);

    [Fact]
    public async Task Delete_OnAServer_DeletesThere()
    {
        (await Cli.RunAsync(["index", _folder["documents"], "--lenient", .. There])).Succeeds();
        var run = await Cli.RunAsync(["delete", "pay", "none", .. There]);
        run.Succeeds();
        Assert.Contains("1 document deleted; 3 left.", run.Output, StringComparison.Ordinal);
        Assert.Contains("Not found: none.", run.Output, StringComparison.Ordinal);
        (await Cli.RunAsync(["delete", "--filter", "plan = \"free\"", .. There])).Refuses(2, "--yes");
        (await Cli.RunAsync(["delete", "--filter", "archved = true", "--yes", .. There])).Refuses(2, "archved");
        Assert.Equal(
            2, (await Cli.RunAsync(["delete", "--filter", "plan = \"free\"", "--yes", "--json", .. There])).Json.GetProperty("deleted").GetInt32());
    }

    [Fact]
    public async Task Refusals_OfAServer_HaveTheExitCodesOfTheirCauses()
    {
        (await Cli.RunAsync(["search", "x", "--server", Url, "-c", "none"])).Refuses(2, "no collection 'none'", "-c NAME");
        (await Cli.RunAsync(["index", _folder["documents"], "--lenient", .. There])).Succeeds();
        (await Cli.RunAsync(["search", "x", "--filter", "colour = 1", "--strict", .. There])).Refuses(2, "colour");
        (await Cli.RunAsync(["similar", "none", .. There])).Refuses(2, "'none'");
        (await Cli.RunAsync(["stats", "--server", Url, "-c", ".."])).Refuses(2, "'..'", "--collection");
        (await Cli.RunAsync(["stats", "--server", Url + "elsewhere", "-c", "help"])).Refuses(2, "There is nothing at", "elsewhere");
    }

    [Fact]
    public async Task Server_ThatIsNotThere_IsUnusable()
    {
        (await Cli.RunAsync("stats", "--server", "http://127.0.0.1:1", "-c", "help")).Refuses(3, "http://127.0.0.1:1", "--server");
        (await Cli.RunAsync("stats", "--server", "nonsense", "-c", "help")).Refuses(2, "'nonsense'");
        (await Cli.RunAsync("stats", "--server", "http://me:secret@127.0.0.1:1", "-c", "help")).Refuses(2, "a name or a password");
    }

    [Theory]
    [InlineData("index", ".", "--fast")]
    [InlineData("index", ".", "--rebuild")]
    [InlineData("index", ".", "--bi=x")]
    [InlineData("search", "x", "--cross=x")]
    [InlineData("search", "x", "--bi=x")]
    [InlineData("compare", "x", "y", "--bi=x")]
    public async Task Option_OfThisMachine_IsRefused(params string[] arguments)
    {
        var option = arguments[^1].Split('=')[0];
        (await Cli.RunAsync([.. arguments, "--server", Url, .. arguments[0] == "compare" ? [] : (string[])["-c", "help"]])).Refuses(2, option);
    }

    [Fact]
    public async Task Environment_NamesTheServerAndTheKey()
    {
        await using var server = await TestServer.StartAsync(prepare: data => File.WriteAllText(
            Path.Combine(data, "secret"), new KeyStore(data).Add(KeyScope.Admin).Secret));
        var secret = await File.ReadAllTextAsync(Path.Combine(server.Data, "secret"), TestServer.Stop);
        (string, string) at = ("LODESTONE_SERVER", server.Address.ToString());
        (await Cli.RunAsync("", ["stats", "-c", "help"], at)).Refuses(2, "API key", "--key-file");
        (await Cli.RunAsync("", ["index", _folder["documents"], "--lenient", "-c", "help"], at, ("LODESTONE_API_KEY", secret))).Succeeds();
        await File.WriteAllTextAsync(_folder["key"], secret + "\n", TestServer.Stop);
        (await Cli.RunAsync("", ["stats", "-c", "help", "--key-file", _folder["key"]], at)).Succeeds();
        (await Cli.RunAsync("", ["stats"], at)).Refuses(2, "--collection", "LODESTONE_SERVER");
        // This machine, although the variable names a server.
        (await Cli.RunAsync("", ["stats", "--server", "", "-c", _folder["none"]], at)).Refuses(2, _folder["none"]);
    }

    [Fact]
    public async Task KeyFile_ThatHasNoKey_IsRefused()
    {
        (await Cli.RunAsync(["stats", "--key-file", _folder["none"], .. There])).Refuses(2, _folder["none"]);
        await File.WriteAllTextAsync(_folder["key"], " \n", TestServer.Stop);
        (await Cli.RunAsync(["stats", "--key-file", _folder["key"], .. There])).Refuses(2, "blank");
        await File.WriteAllTextAsync(_folder["key"], new string('x', 100_000), TestServer.Stop);
        (await Cli.RunAsync(["stats", "--key-file", _folder["key"], .. There])).Refuses(2, "too long");
        await File.WriteAllTextAsync(_folder["key"], "ls_two words", TestServer.Stop);
        var run = await Cli.RunAsync(["stats", "--key-file", _folder["key"], .. There]);
        run.Refuses(2, "--key-file");
        Assert.DoesNotContain("ls_two", run.Error, StringComparison.Ordinal);
        (await Cli.RunAsync("stats", "--key-file", _folder["key"], "-c", "help")).Refuses(2, "no server is named");
    }

    // Without what differs from run to run, and from model to model: times, and the number of changes.
    private static string Comparable(string output)
    {
        if (!output.StartsWith('{') || !output.Contains("\"trace\"", StringComparison.Ordinal))
            return output;
        var result = JsonElement.Parse(output);
        var stages = result.GetProperty("trace").GetProperty("stages").EnumerateArray()
            .Select(s => $"{s.GetProperty("stage")} {s.GetProperty("count")} {s.GetProperty("skipped")}").Order(StringComparer.Ordinal);
        return string.Join('\n', [result.GetProperty("hits").GetRawText(), result.GetProperty("candidates").GetRawText(), .. stages]);
    }
}
