using Lodestone.TestSupport;

namespace Lodestone.Cli.Tests;

public sealed class CompareTests
{
    [Fact]
    public async Task Compare_WithoutArguments_OpensOnTheExampleThatMoves()
    {
        var run = await Cli.RunAsync("compare");
        run.Succeeds();
        Assert.StartsWith("Query: how tall was the man who first climbed Everest\n", run.Output, StringComparison.Ordinal);
        Assert.Contains("\nThe cross-encoder found the answer: D, from 4 to 1.\n", run.Output, StringComparison.Ordinal);
        Assert.Contains("Both put B first.", run.Output, StringComparison.Ordinal);
        Assert.Equal(2, run.Output.Split("Query: ").Length - 1);
        Assert.DoesNotContain('\u001b', run.Output);
        Assert.All(run.Output.Split('\n'), line => Assert.True(line.Length <= 120, line));
        Assert.Equal("", run.Error);
    }

    [Fact]
    public async Task Compare_Json_HasItsShape()
    {
        var run = await Cli.RunAsync("compare", "--json");
        run.Succeeds();
        Assert.Equal("query biEncoder crossEncoder passages", Cli.Names(run.Json));
        Assert.Equal(
            "model milliseconds corpusMilliseconds queryMilliseconds corpusRuns queryRuns", Cli.Names(run.Json.GetProperty("biEncoder")));
        Assert.Equal("model milliseconds runs", Cli.Names(run.Json.GetProperty("crossEncoder")));
        var passages = run.Json.GetProperty("passages");
        Assert.Equal(4, passages.GetArrayLength());
        Assert.Equal("index id text biEncoder crossEncoder moved", Cli.Names(passages[0]));
        Assert.Equal("rank similarity tokens droppedTokens", Cli.Names(passages[0].GetProperty("biEncoder")));
        Assert.Equal(
            "rank state logit probability tokens droppedTokens window", Cli.Names(passages[0].GetProperty("crossEncoder")));
        // The figures of the bundled models, to the digits that the documentation gives.
        Assert.Equal(3, passages[0].GetProperty("index").GetInt32());
        Assert.Equal(0.65, passages[0].GetProperty("biEncoder").GetProperty("similarity").GetDouble(), 0.01);
        Assert.Equal(0.73, passages[3].GetProperty("biEncoder").GetProperty("similarity").GetDouble(), 0.01);
    }

    [Fact]
    public async Task Compare_Passages_CountTheCostOfEachStage()
    {
        var run = await Cli.RunAsync(
            "compare", "to be", "to be or not", " ", "a question", "--json", "--bi", Cli.BiEncoder, "--cross", Cli.CrossEncoder);
        run.Succeeds();
        Assert.Equal("bert-cls-prompts", run.Json.GetProperty("biEncoder").GetProperty("model").GetString());
        Assert.Equal(2, run.Json.GetProperty("biEncoder").GetProperty("corpusRuns").GetInt32());
        Assert.Equal(2, run.Json.GetProperty("crossEncoder").GetProperty("runs").GetInt32());
        var blank = run.Json.GetProperty("passages")[2];
        Assert.Equal(1, blank.GetProperty("index").GetInt32());
        Assert.Equal(System.Text.Json.JsonValueKind.Null, blank.GetProperty("biEncoder").GetProperty("similarity").ValueKind);
        Assert.Equal(System.Text.Json.JsonValueKind.Null, blank.GetProperty("crossEncoder").GetProperty("logit").ValueKind);
        Assert.Equal("blank", blank.GetProperty("crossEncoder").GetProperty("state").GetString());
        Assert.Equal(3, blank.GetProperty("crossEncoder").GetProperty("rank").GetInt32());
    }

    [Fact]
    public async Task Compare_Why_ShowsWhatTheScoresLose()
    {
        string[] models = ["--bi", Cli.BiEncoder, "--cross", Cli.CrossEncoder];
        var run = await Cli.RunAsync(["compare", "to be", "to be or not", "a question", "--why", .. models]);
        run.Succeeds();
        Assert.Contains("the loss of each score without a word.", run.Output, StringComparison.Ordinal);
        Assert.Contains("\nword", run.Output, StringComparison.Ordinal);
        var json = await Cli.RunAsync(["compare", "to be", "to be or not", " ", "--why", "--json", .. models]);
        json.Succeeds();
        Assert.Equal("query biEncoder crossEncoder passages why", Cli.Names(json.Json));
        var why = Assert.Single(json.Json.GetProperty("why").EnumerateArray());
        Assert.Equal("index biEncoder crossEncoder", Cli.Names(why));
        var cross = why.GetProperty("crossEncoder");
        Assert.Equal("model score unit joined read runs milliseconds parts", Cli.Names(cross));
        Assert.Equal(4, cross.GetProperty("parts").GetArrayLength());
        Assert.Equal(
            json.Json.GetProperty("passages")[0].GetProperty("crossEncoder").GetProperty("logit").GetDouble(),
            cross.GetProperty("score").GetDouble());
    }

    [Fact]
    public async Task Compare_File_ReadsPassagesAndIds()
    {
        using var folder = new TemporaryFolder();
        var file = folder.Write("passages.jsonl", "{\"id\": \"one\", \"text\": \"to be\"}\n\n{\"text\": \"or not\"}\n");
        var run = await Cli.RunAsync("compare", "to be", "--file", file, "--bi", Cli.BiEncoder, "--cross", Cli.CrossEncoder, "--json");
        run.Succeeds();
        var passages = run.Json.GetProperty("passages").EnumerateArray().OrderBy(p => p.GetProperty("index").GetInt32());
        Assert.Equal(["one", null], passages.Select(p => p.GetProperty("id").GetString()));
    }

    [Theory]
    [InlineData("no passage", "compare", "query")]
    [InlineData("no query", "compare", "--file", "x")]
    [InlineData("both", "compare", "query", "passage", "--file", "x")]
    public async Task Compare_InputThatCannotBeMeant_IsRefused(string says, params string[] arguments) =>
        (await Cli.RunAsync(arguments)).Refuses(2, says);
}
