using System.Text.Json;
using Lodestone.Cli.Search;
using Lodestone.TestSupport;

namespace Lodestone.Cli.Tests;

public sealed class SearchTests(Corpus corpus) : IClassFixture<Corpus>
{
    [Fact]
    public async Task Search_Json_HasItsShape()
    {
        var run = await Cli.RunAsync("search", "how can I pay by card", "-c", corpus.Collection, "--json");
        run.Succeeds();
        Assert.Equal("query hits candidates answer sequence trace", Cli.Names(run.Json));
        var hit = run.Json.GetProperty("hits")[0];
        Assert.Equal(
            "rank finalScore documentId title heading text passage range highlights metadata bm25 biEncoder fused crossEncoder outcome",
            Cli.Names(hit));
        Assert.Equal("pay", hit.GetProperty("documentId").GetString());
        Assert.Equal("score rank", Cli.Names(hit.GetProperty("bm25")));
        Assert.Equal("similarity rank", Cli.Names(hit.GetProperty("biEncoder")));
        Assert.Equal("score rank", Cli.Names(hit.GetProperty("fused")));
        Assert.Equal("logit probability rank droppedTokens", Cli.Names(hit.GetProperty("crossEncoder")));
        Assert.Equal(2, hit.GetProperty("range").GetArrayLength());
        var metadata = hit.GetProperty("metadata");
        Assert.Equal(2024, metadata.GetProperty("year").GetInt32());
        Assert.Equal(["billing", "cards"], metadata.GetProperty("tags").EnumerateArray().Select(t => t.GetString()!));
        Assert.Equal("2024-05-01T00:00:00+00:00", metadata.GetProperty("since").GetString());
        var trace = run.Json.GetProperty("trace");
        Assert.Equal("milliseconds indexPath approximate degraded findable bm25Share rerankShare effort stages notices", Cli.Names(trace));
        Assert.Equal("exactScan", trace.GetProperty("indexPath").GetString());
        Assert.Equal(
            ["dense", "embed", "fuse", "keyword", "rerank"],
            trace.GetProperty("stages").EnumerateArray().Select(s => s.GetProperty("stage").GetString()!)
                .Where(s => s is not ("filter" or "show")).Order());
    }

    [Fact]
    public async Task Search_Piped_IsReadable()
    {
        var run = await Cli.RunAsync("search", "how can I pay by card", "-c", corpus.Collection, "--explain", "--top", "2");
        run.Succeeds();
        Assert.Contains("Ways to pay", run.Output, StringComparison.Ordinal);
        Assert.Contains("1 to 2 of 4 hits, in ", run.Output, StringComparison.Ordinal);
        Assert.Contains("every vector compared, exact", run.Output, StringComparison.Ordinal);
        Assert.DoesNotContain('\u001b', run.Output);
        Assert.All(run.Output.Split('\n'), line => Assert.True(line.Length <= 120, line));
        Assert.Equal("", run.Error);
    }

    [Fact]
    public async Task Search_WordsAlone_LoadsNoModel()
    {
        var run = await Cli.RunAsync(
            "", ["search", "ferry", "-c", corpus.Collection, "--retrieval", "keyword", "--no-rerank", "--json"],
            ("LODESTONE_MODELS", "/no/such/folder"));
        run.Succeeds();
        var hit = run.Json.GetProperty("hits")[0];
        Assert.Equal("ferry", hit.GetProperty("documentId").GetString());
        Assert.Equal(JsonValueKind.Null, hit.GetProperty("biEncoder").ValueKind);
        Assert.Equal(JsonValueKind.Null, hit.GetProperty("crossEncoder").ValueKind);
        Assert.Equal("notAsked", hit.GetProperty("outcome").GetString());
        Assert.False(run.Json.GetProperty("trace").GetProperty("degraded").GetBoolean());
    }

    [Fact]
    public async Task Search_Filter_LeavesOthersOut()
    {
        var run = await Cli.RunAsync(
            "search", "pay", "-c", corpus.Collection, "--json", "--filter", "plan = \"free\" and year >= 2024", "--no-rerank");
        run.Succeeds();
        Assert.Equal(["api"], run.Json.GetProperty("hits").EnumerateArray().Select(h => h.GetProperty("documentId").GetString()));
    }

    [Fact]
    public async Task Search_FieldThatNoDocumentHas_IsAHintBesideTheHits()
    {
        var run = await Cli.RunAsync("search", "pay", "-c", corpus.Collection, "--filter", "not (colour = 3)", "--no-rerank");
        run.Succeeds();
        Assert.Contains("No document has the field 'colour'", run.Output, StringComparison.Ordinal);
        Assert.Contains("1 to ", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Search_PipedQueries_AreAnsweredALineEach()
    {
        var run = await Cli.RunAsync("the ferry\n\nAPI\n", ["search", "-c", corpus.Collection, "--json", "--no-rerank"]);
        run.Succeeds();
        var lines = run.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(Cli.Json).ToArray();
        Assert.Equal(["the ferry", "API"], lines.Select(l => l.GetProperty("query").GetString()));
        Assert.Equal(["ferry", "api"], lines.Select(l => l.GetProperty("hits")[0].GetProperty("documentId").GetString()));
    }

    [Theory]
    [InlineData("no colour", "search", "x", "--strict", "--filter", "colour = 3")]
    [InlineData("position 7", "search", "x", "--filter", "plan = ")]
    [InlineData("Raise --candidates", "search", "x", "--top", "201")]
    [InlineData("'soon'", "search", "x", "--budget", "soon")]
    [InlineData("blank", "search", " ")]
    [InlineData("--no-rerank", "search", "x", "--no-rerank", "--depth", "3")]
    [InlineData("--no-rerank", "search", "x", "--no-rerank", "--effort", "fast")]
    [InlineData("'lazy'", "search", "x", "--effort", "lazy")]
    [InlineData("'0'", "search", "x", "--top", "0")]
    public async Task Search_Mistaken_IsRefused(string says, params string[] arguments)
    {
        var run = await Cli.RunAsync([.. arguments, "-c", corpus.Collection]);
        run.Refuses(2, says == "no colour" ? "plan" : says);
    }

    [Fact]
    public async Task Search_WrongFolder_IsToldAndNotMade()
    {
        using var folder = new TemporaryFolder();
        (await Cli.RunAsync("search", "x", "-c", folder["none"])).Refuses(2, folder["none"], "lodestone index");
        Assert.False(Directory.Exists(folder["none"]));
    }

    [Fact]
    public async Task Search_OtherBiEncoder_IsRefused() =>
        (await Cli.RunAsync("search", "x", "-c", corpus.Collection, "--bi", Cli.BiEncoder)).Refuses(3, "bge-small-en-v1.5");

    [Theory]
    [InlineData("--cross", "nope")]
    [InlineData("--cross", "nope", "--no-rerank")]
    [InlineData("--bi", "nope")]
    public async Task Search_ModelThatIsNotThere_IsRefused(params string[] model) =>
        (await Cli.RunAsync(["search", "x", "-c", corpus.Collection, .. model])).Refuses(3, "nope");

    [Fact]
    public async Task Search_CrossEncoderThatIsNone_IsRefused() =>
        (await Cli.RunAsync("search", "x", "-c", corpus.Collection, "--cross", Cli.BiEncoder)).Refuses(3, Cli.BiEncoder);

    [Fact]
    public async Task Search_DamagedIndex_SaysThatItIsBuiltInMemory()
    {
        using var folder = new TemporaryFolder();
        var file = folder.Write("a.txt", "to be");
        (await Cli.RunAsync("index", file, "-c", folder["c"], "--bi", Cli.BiEncoder)).Succeeds();
        var index = Directory.GetFiles(folder["c"], "index.vectors", SearchOption.AllDirectories).Single();
        await using (var damaged = File.OpenWrite(index))
            damaged.SetLength(100);
        string[] command = ["search", "be", "-c", folder["c"], "--retrieval", "keyword", "--no-rerank"];
        var run = await Cli.RunAsync([.. command, "--json"]);
        run.Succeeds();
        var notice = Assert.Single(run.Json.GetProperty("trace").GetProperty("notices").EnumerateArray()).GetString()!;
        Assert.Contains("built from the documents in memory, for this process alone", notice, StringComparison.Ordinal);
        Assert.DoesNotContain("Delete the folder", notice, StringComparison.Ordinal);
        Assert.Contains("in memory", (await Cli.RunAsync(command)).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Search_BesideAWriter_Answers()
    {
        await using var writer = await Collection.OpenAsync(corpus.Collection, cancellationToken: TestContext.Current.CancellationToken);
        (await Cli.RunAsync("search", "ferry", "-c", corpus.Collection, "--retrieval", "keyword", "--no-rerank")).Succeeds();
        (await Cli.RunAsync("delete", "ferry", "-c", corpus.Collection)).Refuses(4, "another process");
        (await Cli.RunAsync("index", corpus.Documents, "-c", corpus.Collection)).Refuses(4, "another process");
    }

    [Theory]
    [InlineData("250", 250)]
    [InlineData("1.5s", 1500)]
    [InlineData("20ms", 20)]
    [InlineData("0:00:02", 2000)]
    [InlineData("-5", null)]
    [InlineData("", null)]
    [InlineData("999999999999999999999", null)]
    public void Time_Text_IsRead(string text, int? milliseconds) =>
        Assert.Equal(milliseconds, (int?)SearchInputs.Time(text)?.TotalMilliseconds);
}
