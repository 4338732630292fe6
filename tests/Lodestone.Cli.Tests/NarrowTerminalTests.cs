using Lodestone.Cli.Output;
using Lodestone.Cli.Tests.Output;
using Lodestone.TestSupport;

namespace Lodestone.Cli.Tests;

/// <summary>Every verb on real terminals that are narrow, or that do not tell their width.</summary>
public sealed class NarrowTerminalTests(Corpus corpus) : IClassFixture<Corpus>
{
    private static readonly string[] Verbs =
    [
        "index", "search", "facets", "get", "delete", "list", "export", "import", "backup", "stats", "doctor", "eval", "compare", "rerank", "embed", "serve", "keys", "models",
        "completion",
    ];

    [Theory]
    [InlineData(0)]
    [InlineData(20)]
    [InlineData(40)]
    [InlineData(63)]
    public async Task Verbs_NarrowTerminal_EndAndKeepTheWidth(int columns)
    {
        Assert.SkipUnless(PseudoTerminal.IsSupported, "The test opens a terminal as Linux has it.");
        using var folder = new TemporaryFolder();
        EvalTests.Write(folder["toy"]);
        var passages = folder.Write("passages.txt", "We take cards.\nClosed.\n");
        string[] at = ["-c", corpus.Collection];
        await ShowsAsync(
            columns, ["The ferry leaves", "paid", "keyword", "every vector compared"],
            ["search", "ferry", "--explain", "--no-rerank", .. at]);
        await ShowsAsync(columns, ["moved", "cross rank", "prob."], ["search", "ferry", "--explain", .. at]);
        await ShowsAsync(columns, ["Invoices are paid within thirty days."], ["get", "pay", .. at]);
        await ShowsAsync(columns, ["plan", "free"], ["facets", "plan", .. at]);
        await ShowsAsync(columns, ["documents", "string list"], ["stats", .. at]);
        await ShowsAsync(columns, ["is in order"], ["doctor", .. at]);
        await ShowsAsync(
            columns, ["once; serves every query", "We take cards.", "cross-encoder"],
            ["compare", "how do I pay", "We take cards.", "Closed."]);
        await ShowsAsync(columns, ["probability", "We take cards."], ["rerank", "how do I pay", "--file", passages]);
        await ShowsAsync(columns, ["bi-encoder", "default"], ["models", "list"]);
        await ShowsAsync(columns, ["pooling", "decided"], ["models", "show", "bge-small-en-v1.5"]);
        await ShowsAsync(columns, ["passes"], ["models", "check", Cli.BiEncoder]);
        await ShowsAsync(columns, ["as published."], ["models", "verify"]);
        await ShowsAsync(
            columns, ["hashed. It cannot be shown again."],
            ["keys", "add", "--scope", "read", "--data", folder["data"], "--name", "a name"]);
        await ShowsAsync(columns, ["a name", "created"], ["keys", "list", "--data", folder["data"]]);
        await ShowsAsync(
            columns, ["4 added", "faq.jsonl:4"], ["index", corpus.Documents, "-c", folder["c"], "--bi", Cli.BiEncoder, "--lenient"]);
        await ShowsAsync(columns, ["1 document deleted"], ["delete", "pay", "-c", folder["c"]]);
        await ShowsAsync(
            columns, ["best possible", "difference"],
            ["eval", folder["toy"], "-c", folder["e"], "--bi", Cli.BiEncoder, "--cross", Cli.CrossEncoder]);
        await ShowsAsync(columns, ["texts written to"], ["embed", "a text", "another", "--out", folder["v.npy"]]);
        await ShowsAsync(columns, ["documents written to"], ["export", "--out", folder["x.jsonl"], .. at]);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(20)]
    [InlineData(63)]
    public async Task Prompt_NarrowTerminal_AnswersAndKeepsTheWidth(int columns)
    {
        Assert.SkipUnless(PseudoTerminal.IsSupported, "The test opens a terminal as Linux has it.");
        var run = await PseudoTerminal.RunAsync(
            columns, ":help\n:explain on\nferry\n:nonsense\n:quit\n", "search", "--no-rerank", "-c", corpus.Collection);
        Assert.Equal(0, run.ExitCode);
        KeepsWidth(columns, run.Output);
        foreach (var said in new[] { "The ferry leaves", "':nonsense' is not known.", "how many passages come back" })
            Assert.Contains(TextWrapTests.Dense(said), TextWrapTests.Dense(run.Output), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(20)]
    [InlineData(63)]
    public async Task Help_NarrowTerminal_EndsAndKeepsTheWidth(int columns)
    {
        Assert.SkipUnless(PseudoTerminal.IsSupported, "The test opens a terminal as Linux has it.");
        foreach (var verb in Verbs)
            await ShowsAsync(columns, ["Examples:", "--help"], [verb, "--help"]);
    }

    [Fact]
    public async Task Mistake_NarrowTerminal_IsSaidWithinTheWidth()
    {
        Assert.SkipUnless(PseudoTerminal.IsSupported, "The test opens a terminal as Linux has it.");
        var run = await PseudoTerminal.RunAsync(20, "", "search", "ferry", "--top", "many", "-c", corpus.Collection);
        Assert.Equal(2, run.ExitCode);
        Assert.Contains("'many'", run.Output, StringComparison.Ordinal);
        KeepsWidth(20, run.Output);
    }

    private static async Task ShowsAsync(int columns, string[] says, string[] command)
    {
        var run = await PseudoTerminal.RunAsync(columns, "", command);
        Assert.True(run.ExitCode == 0, $"{string.Join(' ', command)}: {run.ExitCode}\n{run.Output}");
        KeepsWidth(columns, run.Output);
        var shown = TextWrapTests.Dense(run.Output);
        foreach (var said in says)
            Assert.True(shown.Contains(TextWrapTests.Dense(said), StringComparison.Ordinal), $"'{said}' is not in:\n{run.Output}");
    }

    /// <summary>A line that is longer is one word.</summary>
    private static void KeepsWidth(int columns, string shown)
    {
        foreach (var line in shown.Split('\n'))
            Assert.True(TextWrap.Width(line) <= (columns == 0 ? 80 : columns) || !line.Trim().Contains(' '), $"'{line}' in {columns}");
    }
}
