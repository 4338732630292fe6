using Lodestone.TestSupport;

namespace Lodestone.Cli.Tests;

/// <summary>Settings from a file and from the environment: what comes first, and what a found file may not set.</summary>
public sealed class ConfigTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Config_Settings_ShowWhereEachComesFrom()
    {
        var file = _folder.Write("lodestone.json", """
            {
              // comments and trailing commas are accepted
              "collection": "kb",
              "search": { "top": 5, "candidates": 50, },
              "index": { "exclude": ["drafts/**", "*.tmp"], "lenient": true }
            }
            """);
        Directory.CreateDirectory(_folder["a/b"]);
        var shown = await RunAsync("a/b", ["config", "--json"], ("LODESTONE_SEARCH_TOP", "7"));
        shown.Succeeds();
        Assert.Equal(file, shown.Json.GetProperty("file").GetString());
        Assert.Equal(("7", "LODESTONE_SEARCH_TOP"), Of("search.top"));
        Assert.Equal(("50", file), Of("search.candidates"));
        Assert.Equal((_folder["kb"], file), Of("collection"));
        Assert.Equal(("drafts/**|*.tmp", file), Of("index.exclude"));
        Assert.Equal((null, null), Of("search.depth"));
        var screen = await RunAsync("a/b", ["config"]);
        Assert.Contains("which was found", screen.Output, StringComparison.Ordinal);
        Assert.Contains("built in", screen.Output, StringComparison.Ordinal);

        (string?, string?) Of(string name)
        {
            var setting = Assert.Single(shown.Json.GetProperty("settings").EnumerateArray(), s => s.GetProperty("name").GetString() == name);
            var values = setting.GetProperty("values");
            return (values.ValueKind == System.Text.Json.JsonValueKind.Null ? null
                : string.Join('|', values.EnumerateArray().Select(v => v.GetString())), setting.GetProperty("source").GetString());
        }
    }

    [Fact]
    public async Task Search_Settings_AreDefaultsThatOptionsOverride()
    {
        _folder.Write("docs/a.md", "# One\n\nto be");
        _folder.Write("docs/b.md", "# Two\n\nto be");
        _folder.Write("docs/drafts/c.md", "# Three\n\nto be");
        _folder.Write("lodestone.json", """
            {"collection": "kb", "index": {"exclude": ["drafts/**"]}, "search": {"top": 1, "noRerank": true, "depth": 3}}
            """);
        (await RunAsync("docs", ["index", ".", "--bi", Cli.BiEncoder])).Succeeds();
        Assert.True(Collection.Exists(_folder["kb"]));
        Assert.Equal(1, await HitsAsync("docs"));
        Assert.Equal(2, await HitsAsync("docs", "--top", "5"));
        Assert.Equal(2, Hits(await RunAsync("docs", ["search", "to be", "--json"], ("LODESTONE_SEARCH_TOP", "9"))));

        async Task<int> HitsAsync(string folder, params string[] more) => Hits(await RunAsync(folder, ["search", "to be", "--json", .. more]));

        static int Hits(CliResult result)
        {
            result.Succeeds();
            return result.Json.GetProperty("hits").GetArrayLength();
        }
    }

    [Theory]
    [InlineData("""{"search": {"cross": "m"}}""", "'search.cross'")]
    [InlineData("""{"index": {"bi": "m"}}""", "'index.bi'")]
    [InlineData("""{"collection": "../kb"}""", "outside its folder")]
    [InlineData("""{"collection": "/kb"}""", "outside its folder")]
    [InlineData("""{"index": {"root": ".."}}""", "outside its folder")]
    [InlineData("""{"collection": "out/kb"}""", "outside its folder")]
    public async Task Config_FoundFileThatReachesOutside_IsRefusedButNotANamedOne(string settings, string says)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Links need a permission there.");
        var file = _folder.Write("work/lodestone.json", settings);
        Directory.CreateDirectory(_folder["outside"]);
        Directory.CreateSymbolicLink(_folder["work/out"], _folder["outside"]);
        (await RunAsync("work", ["config"])).Refuses(2, "was found, not named", says);
        (await RunAsync("work", ["config", "--config", file])).Succeeds();
    }

    [Theory]
    [InlineData("{", "is not JSON")]
    [InlineData("[]", "an object is accepted")]
    [InlineData("""{"search": {"tpo": 5}}""", "Did you mean 'search.top'?")]
    [InlineData("""{"search": {"top": "many"}}""", "'search.top' of")]
    [InlineData("""{"search": {"retrieval": "magic"}}""", "'search.retrieval' of")]
    [InlineData("""{"search": {"top": null}}""", "accepted: a text, a number")]
    [InlineData("""{"search": {"top": 5, "top": 6}}""", "is not JSON")]
    [InlineData("""{"search": {"top": {"a": 1}}}""", "accepted: a text, a number")]
    [InlineData("", "has 0 bytes")]
    [InlineData("""{"search": {"noRerank": "perhaps"}}""", "'search.noRerank' of")]
    [InlineData("""{"search": {"budget": "\u001b[31m"}}""", "'search.budget' of")]
    [InlineData("""{"index": {"yes": true}}""", "'index.yes', which is no setting. `lodestone config`")]
    [InlineData("""{"search": {"top": [1, 2]}}""", "'search.top' of")]
    [InlineData("""{"search": {"\u001b[31mtop": 1}}""", "is no setting")]
    [InlineData("""{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{}}}}}}}}}}""", "is not JSON")]
    public async Task Search_FileThatCannotBeUsed_IsRefusedWithItsName(string settings, string says)
    {
        _folder.Write("lodestone.json", settings);
        foreach (string[] command in (string[][])[["search", "to be"], ["config"]])
        {
            var run = await RunAsync("", command);
            run.Refuses(2, "lodestone.json", says);
            Assert.DoesNotContain('\u001b', run.Error);
        }

        // Help is there to mend it.
        (await RunAsync("", ["search", "--help"])).Succeeds();
    }

    [Fact]
    public async Task Search_SettingsThatAreTooLargeMissingOrUnknown_AreRefused()
    {
        _folder.Write("large/lodestone.json", "{" + new string(' ', 70_000) + "}");
        (await RunAsync("large", ["stats"])).Refuses(2, "bytes");
        (await RunAsync("", ["stats", "--config", "none.json"])).Refuses(2, "none.json");
        (await RunAsync("", ["search", "q"], ("LODESTONE_SEARCH_TPO", "5"))).Refuses(2, "Did you mean 'LODESTONE_SEARCH_TOP'?");
        (await RunAsync("", ["search", "q"], ("LODESTONE_SEARCH_TOP", "-5"))).Refuses(2, "LODESTONE_SEARCH_TOP");
    }

    [Fact]
    public async Task Config_LinkOrPipeInPlaceOfAFile_IsRefusedOrReadWithinBounds()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Links need a permission there.");
        Directory.CreateDirectory(_folder["zero"]);
        File.CreateSymbolicLink(_folder["zero/lodestone.json"], "/dev/zero");
        (await RunAsync("zero", ["config"])).Refuses(2, "bytes");
        // A folder of that name is no file, and a link without a target is not there.
        Directory.CreateDirectory(_folder["folder/lodestone.json"]);
        (await RunAsync("folder", ["config"])).Succeeds();
        Directory.CreateDirectory(_folder["pipe"]);
        using (var made = System.Diagnostics.Process.Start("mkfifo", [_folder["pipe/lodestone.json"]]))
            await made.WaitForExitAsync(TestContext.Current.CancellationToken);
        (await RunAsync("pipe", ["config"])).Refuses(2, "bytes");
        Directory.CreateDirectory(_folder["link"]);
        File.CreateSymbolicLink(_folder["link/lodestone.json"], _folder["pipe/lodestone.json"]);
        (await RunAsync("link", ["config"])).Refuses(2, "bytes");
    }

    [Fact]
    public async Task Index_SettingOfAMirror_MeansNothingWithoutFilesAndCanBeOverridden()
    {
        _folder.Write("docs/a.md", "# One\n\nto be");
        _folder.Write("docs/b.md", "# Two\n\nto be or not");
        _folder.Write("lodestone.json", """{"collection": "kb", "index": {"mirror": true}}""");
        (await RunAsync("", ["index", "docs", "--bi", Cli.BiEncoder])).Succeeds();
        (await RunAsync("", ["index", "--rebuild"])).Succeeds();
        File.Delete(_folder["docs/a.md"]);
        var counted = await RunAsync("", ["index", "docs", "--mirror", "false", "--json"]);
        Assert.Equal(2, counted.Json.GetProperty("documents").GetInt32());
        Assert.Equal(1, (await RunAsync("", ["index", "docs", "--json"])).Json.GetProperty("documents").GetInt32());
    }

    [Fact]
    public async Task Stats_KeyFileOfTheEnvironmentWithoutAServer_IsLeftAside()
    {
        _folder.Write("docs/a.md", "# One\n\nto be");
        (await RunAsync("", ["index", "docs", "-c", "kb", "--bi", Cli.BiEncoder])).Succeeds();
        (await RunAsync("", ["stats", "kb"], ("LODESTONE_KEY_FILE", "none"))).Succeeds();
    }

    [Fact]
    public void Config_Codes_AreThoseOfTheReference()
    {
        var invalid = Assert.Throws<Config.ConfigException>(() => Config.ConfigFile.Find(_folder["none"], _folder.Path));
        Assert.Equal(ErrorCodes.ConfigInvalid, invalid.Code);
        _folder.Write("lodestone.json", """{"search": {"bi": "m"}}""");
        var root = new System.CommandLine.RootCommand
        {
            new System.CommandLine.Command("search") { new System.CommandLine.Option<string?>("--bi") },
        };
        var refused = Assert.Throws<Config.ConfigException>(
            () => Config.Settings.Read(root, null, _folder.Path, new Dictionary<string, string>()));
        Assert.Equal(ErrorCodes.ConfigNotAllowed, refused.Code);
    }

    private async Task<CliResult> RunAsync(string folder, string[] arguments, params (string Name, string Value)[] environment)
    {
        using var process = Cli.StartIn(_folder[folder], arguments, environment);
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        var error = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        return await Cli.EndAsync(process, output, error);
    }
}
