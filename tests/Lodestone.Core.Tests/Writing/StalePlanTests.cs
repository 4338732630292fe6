using Lodestone.Core.Tests.Spaces;
using Lodestone.TestSupport;

namespace Lodestone.Core.Tests.Writing;

/// <summary>A batch whose plan another batch made outdated, and that is planned and embedded again.</summary>
public sealed class StalePlanTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task IndexAsync_DocumentThatFailsWhenTheBatchIsPlannedAgain_IsReportedAndTheOthersAreWritten()
    {
        var asked = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var changed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var times = 0;
        using var embedder = new ScriptedEmbedder { Before = (texts, _) => texts.Contains("bad") ? BadAsync() : Task.CompletedTask };
        using var folder = new TemporaryFolder();
        await using var collection = await Collection.OpenAsync(
            folder.Path, new() { Embedder = embedder, CrossEncoder = TinyModels.CrossEncoder }, Token);
        await collection.UpsertAsync([Words("a", "red apples")], cancellationToken: Token);
        var indexing = collection.IndexAsync(
            Items([Words("a", "red apples"), Words("b", "bad"), Words("c", "green pears")]), cancellationToken: Token);
        await asked.Task.WaitAsync(Token);

        // The run has planned 'a' as unchanged, so its plan is outdated now.
        await collection.UpsertAsync([Words("a", "blue plums")], cancellationToken: Token);
        changed.SetResult();
        var report = await indexing;
        Assert.Equal((1, 1), (report.Added, report.Replaced));
        var problem = Assert.Single(report.Problems);
        Assert.Equal((ErrorCodes.EmbedderFailed, "b.txt"), (problem.Code, problem.Path));
        Assert.Equal(["a", "c"], await collection.ListIdsAsync(cancellationToken: Token).ToListAsync(Token));
        Assert.Equal("red apples", (await collection.GetAsync("a", Token))!.Text);

        // Accepted the first time, and never again.
        async Task BadAsync()
        {
            if (Interlocked.Increment(ref times) > 1)
                throw new HttpRequestException("the text is not accepted");
            asked.SetResult();
            await changed.Task;
        }
    }

    private static Document Words(string id, string text) => new() { Id = id, Text = text };

    private static async IAsyncEnumerable<ReadItem> Items(Document[] documents)
    {
        foreach (var document in documents)
        {
            await Task.Yield();
            yield return new ReadItem { Path = document.Id + ".txt", Document = document };
        }
    }
}
