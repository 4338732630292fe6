using Lodestone.TestSupport;

namespace Lodestone.Cli.Tests;

public sealed class EvalTests
{
    [Fact]
    public async Task Eval_Dataset_MeasuresEveryStageAndWritesRuns()
    {
        using var folder = new TemporaryFolder();
        Write(folder["toy"]);
        string[] command =
        [
            "eval", folder["toy"], "-c", folder["c"], "--bi", Cli.BiEncoder, "--cross", Cli.CrossEncoder, "--run", folder["run.trec"],
        ];
        var run = await Cli.RunAsync([.. command, "--json"]);
        run.Succeeds();
        Assert.Contains("Building a collection of 'toy'", run.Error, StringComparison.Ordinal);
        Assert.Equal((6, 6), (run.Json.GetProperty("queries").GetInt32(), run.Json.GetProperty("judgedPairs").GetInt32()));
        Assert.True(run.Json.GetProperty("few").GetBoolean());
        var measures = run.Json.GetProperty("measures").EnumerateArray().ToArray();
        Assert.Equal(["ndcg@10", "mrr@10", "recall@100"], measures.Select(m => m.GetProperty("measure").GetString()));
        var stages = measures[0].GetProperty("stages").EnumerateArray().ToArray();
        Assert.Equal(["bm25", "vectors", "fused", "cross-encoder", "final"], stages.Select(s => s.GetProperty("stage").GetString()));
        Assert.Equal(1, stages[0].GetProperty("value").GetDouble());
        Assert.Equal("fused", stages[4].GetProperty("against").GetString());
        Assert.Equal(1, measures[0].GetProperty("bestPossible").GetDouble());
        Assert.Equal("bm25 vectors fused cross-encoder all", Cli.Names(run.Json.GetProperty("milliseconds")));
        Assert.Equal(
            ["run.bm25.trec", "run.cross-encoder.trec", "run.fused.trec", "run.trec", "run.vectors.trec"],
            Directory.GetFiles(folder.Path).Select(Path.GetFileName).Order(StringComparer.Ordinal));

        var again = await Cli.RunAsync([.. command, "--queries", "2"]);
        again.Succeeds();
        Assert.DoesNotContain("Building", again.Error, StringComparison.Ordinal);
        Assert.Contains("2 queries are few", again.Output, StringComparison.Ordinal);
        Assert.All(again.Output.Split('\n'), line => Assert.True(line.Length <= 120, line));
    }

    [Fact]
    public async Task Eval_CollectionOfOtherDocuments_IsRefused()
    {
        using var folder = new TemporaryFolder();
        Write(folder["toy"]);
        var other = folder.Write("other.jsonl", "{\"_id\": \"stranger\", \"text\": \"to be\"}\n");
        (await Cli.RunAsync("index", other, "-c", folder["c"], "--bi", Cli.BiEncoder)).Succeeds();
        var run = await Cli.RunAsync("eval", folder["toy"], "-c", folder["c"], "--cross", Cli.CrossEncoder);
        run.Refuses(2, "holds others too");
    }

    [Theory]
    [InlineData("qrels", "eval", "toy", "--split", "dev")]
    [InlineData("no measure", "eval", "toy", "--measures", "beauty")]
    [InlineData("folder is not there", "eval", "toy", "--run", "/no/such/folder/run.trec")]
    [InlineData("corpus.jsonl", "eval", "none")]
    public async Task Eval_Mistaken_IsRefused(string says, params string[] arguments)
    {
        using var folder = new TemporaryFolder();
        Write(folder["toy"]);
        arguments[1] = folder[arguments[1]];
        (await Cli.RunAsync([.. arguments, "-c", folder["c"]])).Refuses(2, says);
        Assert.False(Directory.Exists(folder["c"]));
    }

    internal static void Write(string folder)
    {
        Directory.CreateDirectory(Path.Combine(folder, "qrels"));
        string[] words = ["ferry", "invoice", "harbour", "refund", "ticket", "window"];
        File.WriteAllLines(Path.Combine(folder, "corpus.jsonl"), words.Select(w =>
            $$"""{"_id": "{{w}}", "title": "", "text": "One {{w}} is here and nothing else."}"""));
        File.WriteAllLines(Path.Combine(folder, "queries.jsonl"), words.Select(w => $$"""{"_id": "q-{{w}}", "text": "the {{w}}"}"""));
        File.WriteAllLines(
            Path.Combine(folder, "qrels", "test.tsv"), ["query-id\tcorpus-id\tscore", .. words.Select(w => $"q-{w}\t{w}\t1")]);
    }
}
