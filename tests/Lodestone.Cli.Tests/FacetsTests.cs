using Lodestone.Cli.Tests.Screens;

namespace Lodestone.Cli.Tests;

public sealed class FacetsTests(InProcessCorpus corpus) : IClassFixture<InProcessCorpus>
{
    [Fact]
    public async Task Facets_Fields_AreCountedMostFrequentFirst()
    {
        var run = await RunAsync("plan", "open", "colour");
        run.Succeeds();
        Assert.Equal(
            """
            plan  documents
            free          2
            pro           1

            open  documents
            true          1

            colour  documents

            Counted over 4 documents.
            No document has the field 'colour'.

            """,
            run.Output);
    }

    [Fact]
    public async Task Facets_NoFields_AreAllOfTheCollection()
    {
        var run = await RunAsync("--json");
        Assert.Equal(
            ["open", "path", "plan", "since", "tags", "year"],
            run.Json.GetProperty("facets").EnumerateArray().Select(f => f.GetProperty("field").GetString()));
    }

    [Fact]
    public async Task Facets_FilterAndTop_NarrowAndCut()
    {
        var run = await RunAsync("year", "--filter", "plan = \"free\"", "--top", "1");
        Assert.Equal("year  documents\n2020          1\nand 1 more value (--top)\n\nCounted over 2 documents.\n", run.Output);
        (await RunAsync("year", "--top", "1001")).Refuses(2, "--top is 1,001", "1,000");
        (await RunAsync("yaer", "--strict")).Refuses(2, "'yaer'", "year (number)");
        (await RunAsync("year", "--filter", "plan =")).Refuses(2, "filter");
    }

    private Task<CliResult> RunAsync(params string[] arguments) =>
        InProcess.RunAsync(80, ["facets", .. arguments, "-c", corpus.Collection]);
}
