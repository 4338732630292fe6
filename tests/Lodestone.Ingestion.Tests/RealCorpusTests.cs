using System.Text.Json;
using Lodestone.TestSupport;

namespace Lodestone.Ingestion.Tests;

/// <summary>Real collections read as they stand.</summary>
public sealed class RealCorpusTests
{
    [Theory]
    [InlineData("scifact", 5183)]
    [InlineData("cranfield", 1400)]
    [InlineData("stackfaq", 719)]
    [InlineData("xquad-en", 240)]
    [InlineData("limit-small", 46)]
    public async Task ReadAsync_SharedCorpus_IsComplete(string name, int count)
    {
        var folder = Repository.Shared();
        await AssertSame(Path.Combine(folder, "datasets", name, "corpus.jsonl"), count);
    }

    [Fact]
    public Task ReadAsync_HelpCentre_IsComplete() => AssertSame(Path.Combine(Repository.Root, "samples", "help-centre", "corpus.jsonl"), null);

    private static async Task AssertSame(string path, int? count)
    {
        var items = await Reader.AllAsync([path]);
        var lines = (await File.ReadAllTextAsync(path, TestContext.Current.CancellationToken)).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(count ?? lines.Length, items.Count);
        foreach (var (item, line) in items.Zip(lines))
        {
            using var json = JsonDocument.Parse(line);
            Assert.Null(item.Problem);
            Assert.Equal(json.RootElement.GetProperty("_id").GetString(), item.Document!.Id);
            Assert.Equal(json.RootElement.GetProperty("title").GetString(), item.Document.Title);
            Assert.Equal(json.RootElement.GetProperty("text").GetString()!, item.Document.Text);
            Assert.Empty(item.Notes);
        }

        Assert.Equal(new FileInfo(path).Length, items[^1].TotalBytes);
        Assert.Equal(items[^1].TotalBytes, items[^1].BytesRead);
        Assert.Equal(items.Select(i => i.BytesRead).Order(), items.Select(i => i.BytesRead));
    }
}
