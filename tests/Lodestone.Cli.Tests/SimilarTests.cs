namespace Lodestone.Cli.Tests;

public sealed class SimilarTests(Corpus corpus) : IClassFixture<Corpus>
{
    [Fact]
    public async Task Similar_Json_HasTheShapeOfASearchAndLoadsNoModel()
    {
        var run = await Cli.RunAsync(
            "", ["similar", "pay", "-c", corpus.Collection, "--json"], ("LODESTONE_MODELS", "/no/such/folder"));
        run.Succeeds();
        Assert.Equal("query hits candidates answer sequence trace", Cli.Names(run.Json));
        var ids = run.Json.GetProperty("hits").EnumerateArray().Select(h => h.GetProperty("documentId").GetString()).ToArray();
        Assert.NotEmpty(ids);
        Assert.DoesNotContain("pay", ids);
    }

    [Fact]
    public async Task Similar_Piped_IsReadable()
    {
        var run = await Cli.RunAsync("similar", "pay", "-c", corpus.Collection, "--top", "1");
        run.Succeeds();
        Assert.Contains("not reranked: there is no query in words", run.Output, StringComparison.Ordinal);
        Assert.Equal("", run.Error);
    }

    [Fact]
    public async Task Similar_UnknownId_IsAUsageError()
    {
        var run = await Cli.RunAsync("similar", "no-such-id", "-c", corpus.Collection);
        Assert.Equal(2, run.ExitCode);
        Assert.Contains("no document 'no-such-id'", run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("1", 0)]
    [InlineData("0", 4)]
    public async Task Search_MinProbability_LeavesHitsOut(string least, int hits)
    {
        var run = await Cli.RunAsync("search", "how can I pay by card", "-c", corpus.Collection, "--json", "--min-probability", least);
        run.Succeeds();
        Assert.Equal(hits, run.Json.GetProperty("hits").GetArrayLength());
        Assert.Equal(4 - hits, run.Json.GetProperty("belowMinProbability").GetInt32());
    }

    [Theory]
    [InlineData("'2'", "--min-probability", "2")]
    [InlineData("'half'", "--min-probability", "half")]
    [InlineData("--no-rerank", "--min-probability", "0.5", "--no-rerank")]
    public async Task Search_MinProbabilityThatCannotBe_IsAUsageError(string text, params string[] options)
    {
        var run = await Cli.RunAsync(["search", "x", "-c", corpus.Collection, .. options]);
        Assert.Equal(2, run.ExitCode);
        Assert.Contains(text, run.Error, StringComparison.Ordinal);
    }
}
