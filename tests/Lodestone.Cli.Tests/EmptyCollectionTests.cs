using Lodestone.TestSupport;

namespace Lodestone.Cli.Tests;

/// <summary>Searches in which nothing can be found, because nothing was indexed yet.</summary>
public sealed class EmptyCollectionTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Search_EmptyCollection_SaysHowToIndex()
    {
        var (c, d) = (await MakeAsync("c"), await MakeAsync("d"));
        var run = await InProcess.RunAsync(400, ["search", "to be", "-c", c, "--no-rerank"]);
        run.Succeeds();
        Assert.Contains(
            $"The collection '{c}' has 0 documents. `lodestone index PATH -c {c}` adds some.", run.Output, StringComparison.Ordinal);
        run = await InProcess.RunAsync(400, ["search", "to be", "-c", c, "-c", d, "--no-rerank"]);
        Assert.Contains($"The collections '{c}', '{d}' have 0 documents.", run.Output, StringComparison.Ordinal);
        run = await InProcess.RunAsync(400, ["search", "to be", "-c", c, "--no-rerank", "--json"]);
        Assert.Empty(run.Json.GetProperty("hits").EnumerateArray());
    }

    [Fact]
    public async Task Search_NothingMatches_DoesNotBlameTheCollection()
    {
        var c = await MakeAsync("c");
        (await InProcess.RunAsync(120, ["index", _folder.Write("a.txt", "to be"), "-c", c])).Succeeds();
        var run = await InProcess.RunAsync(120, ["search", "to be", "-c", c, "--no-rerank", "--filter", "year = 1"]);
        Assert.Contains("Nothing was found", run.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("0 documents", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Facets_EmptyCollection_SaysThatThereAreNone()
    {
        var run = await InProcess.RunAsync(80, ["facets", "-c", await MakeAsync("c")]);
        run.Succeeds();
        Assert.Equal("The documents have no fields.\n", run.Output);
    }

    private async Task<string> MakeAsync(string name)
    {
        var options = new CollectionOptions { BiEncoder = Cli.BiEncoder };
        await using var collection = await Collection.OpenAsync(_folder[name], options, TestContext.Current.CancellationToken);
        return collection.Folder;
    }
}
