using Lodestone.TestSupport;

namespace Lodestone.Core.Tests.Collections;

public sealed class FindFilesTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task FindFilesAsync_Documents_HaveTheFileThatTheyWereReadFrom()
    {
        using var folder = new TemporaryFolder();
        var root = folder["docs"];
        await using var collection = await Collection.OpenAsync(folder["c"], TinyModels.Options, Token);
        await collection.IndexAsync(Source(), cancellationToken: Token);
        await collection.UpsertAsync([new Document { Id = "own", Text = "to be" }], cancellationToken: Token);
        Assert.Equal(
            [Path.Combine(root, "sub/b.txt"), null, Path.Combine(root, "a.txt"), null],
            await collection.FindFilesAsync(["b", "none", "a", "own"], Token));
        Assert.Empty(await collection.FindFilesAsync([], Token));
        await Assert.ThrowsAnyAsync<ArgumentException>(() => collection.FindFilesAsync([null!], Token));

        async IAsyncEnumerable<ReadItem> Source()
        {
            await Task.Yield();
            yield return new ReadItem { Path = "a.txt", Root = root, Document = new Document { Id = "a", Text = "to be" } };
            yield return new ReadItem { Path = "sub/b.txt", Root = root, Document = new Document { Id = "b", Text = "or not" } };
        }
    }
}
