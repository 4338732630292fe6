using System.Text.Json;
using Lodestone.TestSupport;

namespace Lodestone.Cli.Tests;

public sealed class RerankTests
{
    private const string JsonLines = """
        {"id": "one", "text": "to be or not to be"}
        {"id": 2, "text": "   "}
        {"text": "that is the question", "other": [1]}
        """;

    [Fact]
    public async Task Rerank_PipedJsonLines_HasItsShapeAndBlankPassagesLast()
    {
        var run = await Cli.RunAsync(JsonLines, ["rerank", "to be", "--json", "--cross", Cli.CrossEncoder]);
        run.Succeeds();
        Assert.Equal("query model milliseconds runs scored blank truncated results", Cli.Names(run.Json));
        var results = run.Json.GetProperty("results");
        Assert.Equal("index id text state logit probability tokens droppedTokens window", Cli.Names(results[0]));
        Assert.Equal(3, results.GetArrayLength());
        var last = results[2];
        Assert.Equal(
            (1, "2", "blank"),
            (last.GetProperty("index").GetInt32(), last.GetProperty("id").GetString(), last.GetProperty("state").GetString()));
        Assert.Equal(JsonValueKind.Null, last.GetProperty("logit").ValueKind);
        Assert.Equal(JsonValueKind.Null, last.GetProperty("probability").ValueKind);
        Assert.True(results[0].GetProperty("logit").GetDouble() >= results[1].GetProperty("logit").GetDouble());
    }

    [Fact]
    public async Task Rerank_Top_CutsTheListAndNotTheScoring()
    {
        var all = await Cli.RunAsync(JsonLines, ["rerank", "to be", "--json", "--cross", Cli.CrossEncoder]);
        var first = await Cli.RunAsync(JsonLines, ["rerank", "to be", "--json", "--top", "1", "--cross", Cli.CrossEncoder]);
        Assert.Equal(1, first.Json.GetProperty("results").GetArrayLength());
        Assert.Equal(2, first.Json.GetProperty("scored").GetInt32());
        Assert.Equal(all.Json.GetProperty("results")[0].GetRawText(), first.Json.GetProperty("results")[0].GetRawText());
    }

    [Fact]
    public async Task Rerank_PlainFile_SkipsBlankLinesAndPrintsReadably()
    {
        using var folder = new TemporaryFolder();
        var file = folder.Write("passages.txt", "\uFEFFto be\r\n\r\nor \u001b[31mnot\n");
        var run = await Cli.RunAsync("rerank", "to be", "--file", file, "--cross", Cli.CrossEncoder);
        run.Succeeds();
        Assert.Contains("[1]", run.Output, StringComparison.Ordinal);
        Assert.Contains("[2]", run.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("[3]", run.Output, StringComparison.Ordinal);
        Assert.Contains("or ␛[31mnot", run.Output, StringComparison.Ordinal);
        Assert.DoesNotContain('\u001b', run.Output);
        Assert.DoesNotContain('\uFEFF', run.Output);
        Assert.Contains("2 passages scored by bert-reranker", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Rerank_LongPassagePiped_IsWrappedAndNotCut()
    {
        var words = string.Join(' ', Enumerable.Range(0, 300).Select(i => FormattableString.Invariant($"w{i}")));
        var run = await Cli.RunAsync(words, ["rerank", "to be", "--cross", Cli.CrossEncoder], ("COLUMNS", "80"));
        run.Succeeds();
        Assert.All(run.Output.Split('\n'), line => Assert.True(line.Length <= 80, line));
        Assert.All(words.Split(' '), word => Assert.Contains(word, run.Output, StringComparison.Ordinal));
        Assert.Contains("did not fit", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Rerank_NoPassages_GivesNone()
    {
        var run = await Cli.RunAsync("", ["rerank", "to be", "--json", "--cross", Cli.CrossEncoder]);
        run.Succeeds();
        Assert.Equal(0, run.Json.GetProperty("results").GetArrayLength());
    }

    [Theory]
    [InlineData("{\"text\": \"a\"}\n{\"texts\": 1}", "Line 2", "texts")]
    [InlineData("{\"text\": \"a\"}\n\n{\"text\": ", "Line 3", "not valid JSON")]
    [InlineData("{\"text\": 7}", "Line 1", "a number")]
    [InlineData("{\"text\": \"\\ud800\"}", "Line 1", "Unicode")]
    [InlineData("{\"id\": [], \"text\": \"a\"}", "Line 1", "`id`")]
    public async Task Rerank_LineThatCannotBeRead_IsNamed(string input, string line, string found) =>
        (await Cli.RunAsync(input, ["rerank", "q", "--json", "--cross", Cli.CrossEncoder])).Refuses(2, line, found);

    [Fact]
    public async Task Rerank_InvalidUtf8_IsNamed() =>
        (await Cli.RunAsync([(byte)'a', (byte)'\n', 0xC3, (byte)'\n'], ["rerank", "q"])).Refuses(2, "Line 2", "not valid UTF-8");

    [Fact]
    public async Task Rerank_Format_OverridesWhatTheFirstLineLooksLike()
    {
        var run = await Cli.RunAsync("{ to be", ["rerank", "q", "--format", "lines", "--json", "--cross", Cli.CrossEncoder]);
        run.Succeeds();
        Assert.Equal("{ to be", run.Json.GetProperty("results")[0].GetProperty("text").GetString());
    }
}
