namespace Lodestone.Cli.Tests;

public sealed class HelpTests
{
    [Theory]
    [InlineData]
    [InlineData("--help")]
    [InlineData("index", "--help")]
    [InlineData("search", "--help")]
    [InlineData("get", "--help")]
    [InlineData("delete", "--help")]
    [InlineData("list", "--help")]
    [InlineData("export", "--help")]
    [InlineData("import", "--help")]
    [InlineData("backup", "--help")]
    [InlineData("stats", "--help")]
    [InlineData("doctor", "--help")]
    [InlineData("eval", "--help")]
    [InlineData("compare", "--help")]
    [InlineData("rerank", "-h")]
    [InlineData("embed", "--help")]
    [InlineData("models", "--help")]
    [InlineData("models", "verify", "--help")]
    [InlineData("keys", "--help")]
    [InlineData("keys", "add", "--help")]
    [InlineData("completion", "--help")]
    public async Task Help_Command_EndsWithExamples(params string[] arguments)
    {
        var run = await Cli.RunAsync(arguments);
        run.Succeeds();
        Assert.Contains("Usage:\n  lodestone", run.Output, StringComparison.Ordinal);
        Assert.Contains("Examples:\n  ", run.Output, StringComparison.Ordinal);
        Assert.All(run.Output.Split('\n'), line => Assert.True(line.Length <= 120, line));
        Assert.Equal("", run.Error);
    }

    [Fact]
    public async Task Version_Asked_IsPrinted() => Assert.Matches(@"^\d+\.\d+\.\d+", (await Cli.RunAsync("--version")).Output);

    [Theory]
    [InlineData("bash")]
    [InlineData("zsh")]
    [InlineData("fish")]
    [InlineData("pwsh")]
    public async Task Completion_Shell_HasAScriptThatAsksTheProgram(string shell) =>
        Assert.Contains("[suggest:", (await Cli.RunAsync("completion", shell)).Output, StringComparison.Ordinal);

    [Theory]
    [InlineData("com", "compare", "completion")]
    [InlineData("compare --bi ", "all-minilm-l6-v2", "bge-small-en-v1.5")]
    [InlineData("--he", "--help")]
    [InlineData("search q --retrieval ", "dense", "hybrid", "keyword")]
    [InlineData("index --bi ", "all-minilm-l6-v2", "bge-small-en-v1.5")]
    [InlineData("rerank q --cross ", "ms-marco-minilm-l12-v2")]
    public async Task Suggest_Words_GivesWhatMayFollow(string words, params string[] expected)
    {
        var run = await Cli.RunAsync(FormattableString.Invariant($"[suggest:{words.Length}]"), words);
        Assert.Equal(expected, run.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }

    [Fact]
    public async Task Suggest_WithoutModels_IsNoError()
    {
        var run = await Cli.RunAsync("", ["[suggest:13]", "compare --bi "], ("LODESTONE_MODELS", "/no/such/folder"));
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
    }
}
