using System.Globalization;
using Lodestone.Cli.Tests.Screens;

namespace Lodestone.Cli.Tests;

public sealed class HelpTests
{
    [Theory]
    [InlineData]
    [InlineData("--help")]
    [InlineData("index", "--help")]
    [InlineData("search", "--help")]
    [InlineData("facets", "--help")]
    [InlineData("get", "--help")]
    [InlineData("delete", "--help")]
    [InlineData("list", "--help")]
    [InlineData("export", "--help")]
    [InlineData("import", "--help")]
    [InlineData("backup", "--help")]
    [InlineData("stats", "--help")]
    [InlineData("doctor", "--help")]
    [InlineData("config", "--help")]
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

    [Theory]
    [InlineData(60)]
    [InlineData(80)]
    [InlineData(100)]
    [InlineData(120)]
    public async Task Help_Root_HasACommandALineInGroups(int columns)
    {
        var run = await Cli.RunAsync("", ["--help"], ("COLUMNS", columns.ToString(CultureInfo.InvariantCulture)));
        run.Succeeds();
        var lines = run.Output.Split('\n');
        Assert.All(lines, l => Assert.True(l.Length <= columns, l));
        string[] commands =
        [
            "search", "similar", "facets", "index", "get", "list", "delete", "export", "import", "stats", "doctor", "backup", "config", "compare", "rerank", "embed", "eval",
            "models", "serve", "keys", "completion",
        ];
        Assert.All(commands, c => Assert.Single(lines, l => l.StartsWith($"  {c} ", StringComparison.Ordinal)));
        Assert.Equal(
            ["Find:", "Documents:", "Collection:", "Encoders:", "Server:", "Shell:"],
            lines.SkipWhile(l => l != "Find:").TakeWhile(l => l.Length > 0).Where(l => l.EndsWith(':')));
        Assert.Equal(
            commands.Length + 6, lines.SkipWhile(l => l != "Find:").TakeWhile(l => l.Length > 0).Count());
    }

    /// <summary>The helps that are read most, as they were agreed on, on every usual width.</summary>
    [Theory]
    [InlineData(60)]
    [InlineData(80)]
    [InlineData(100)]
    [InlineData(120)]
    public async Task Help_Width_IsAsAgreed(int columns)
    {
        var width = columns.ToString(CultureInfo.InvariantCulture);
        foreach (var command in (string[])["", "index", "search", "config"])
        {
            string[] arguments = command.Length == 0 ? ["--help"] : [command, "--help"];
            var run = await Cli.RunAsync("", arguments, ("COLUMNS", width));
            run.Succeeds();
            Golden.Equal($"help{(command.Length == 0 ? "" : "-")}{command}-{width}.txt", run.Output);
        }
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
    [InlineData("rerank q --cross ", "ms-marco-minilm-l12-v2", "ms-marco-minilm-l6-distilled")]
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
