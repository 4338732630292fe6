using Lodestone.Storage;
using Lodestone.TestSupport;

namespace Lodestone.Core.Tests.Search;

/// <summary>Passages that the indexes find and the store lacks: left out and told, never mistaken for their neighbours.</summary>
public sealed class DamagedStoreTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task SearchAsync_PassageThatTheStoreLacks_IsLeftOutWithANotice()
    {
        using var folder = new TemporaryFolder();
        await using (var collection = await Collection.OpenAsync(folder.Path, TinyModels.Options, Token))
        {
            await collection.UpsertAsync(
                [.. Enumerable.Range(0, 5).Select(i => new Document { Id = $"d{i}", Text = $"apples number {i}" })], cancellationToken: Token);
        }

        using (var database = Database.OpenForWriting(
            Path.Combine(folder.Path, Schema.FileName), create: false, Durability.Durable))
        {
            database.RunAll("DELETE FROM passages WHERE document = (SELECT document FROM documents WHERE id = 'd2')");
        }

        await using var damaged = await Collection.OpenAsync(folder.Path, TinyModels.Options, Token);
        var result = await damaged.SearchAsync("apples", cancellationToken: Token);
        Assert.Equal(["d0", "d1", "d3", "d4"], result.Hits.Select(h => h.DocumentId).Order(StringComparer.Ordinal));
        Assert.All(result.Hits, h => Assert.Equal(RerankOutcome.Reranked, h.Outcome));
        Assert.All(result.Hits, h => Assert.Equal($"apples number {h.DocumentId[1..]}", h.Text));
        Assert.Contains(result.Trace.Notices, n => n.Contains("1 passages that the documents do not have", StringComparison.Ordinal));
        Assert.NotEmpty((await damaged.CheckAsync(cancellationToken: Token)).Problems);
        Assert.Equal(1, await damaged.DeleteAsync(["d2"], Token));
    }
}
