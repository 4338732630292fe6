using Lodestone.CrashDriver;
using Lodestone.Encoders;
using Lodestone.TestSupport;

namespace Lodestone.Reliability.Tests.Disk;

/// <summary>A model whose folder has gone since the documents were indexed.</summary>
public sealed class VanishedModelTests(ModelsFixture models) : IClassFixture<ModelsFixture>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task SearchAsync_BiEncoderGone_AnswersByWordsAndSaysSo()
    {
        using var folder = new TemporaryFolder();
        var model = await IndexedAsync(folder);
        Directory.Delete(model, recursive: true);
        await using var collection = await Collection.OpenAsync(
            folder["collection"], new CollectionOptions { CrossEncoder = ModelsFixture.CrossEncoder }, Cancel);
        var result = await collection.SearchAsync(Workload.Mark("d3", 1), cancellationToken: Cancel);
        Assert.Equal("d3", Assert.Single(result.Hits).DocumentId);
        Assert.True(result.Trace.Degraded);
        Assert.Contains(model, result.Trace.Stages.Single(s => s.Failure is not null).Failure, StringComparison.Ordinal);
        var dense = new SearchOptions { Retrieval = RetrievalMode.Dense };
        var failed = await Assert.ThrowsAsync<SearchFailedException>(() => collection.SearchAsync("river", dense, Cancel));
        Assert.Contains(model, failed.Message, StringComparison.Ordinal);
        var error = await Assert.ThrowsAsync<ModelLoadException>(() => collection.UpsertAsync([Workload.Document("d1", 2)], cancellationToken: Cancel));
        Assert.Contains(model, error.Message, StringComparison.Ordinal);
        Assert.Equal(1, await collection.DeleteAsync(["d3"], Cancel));
        Assert.Empty((await collection.CheckAsync(cancellationToken: Cancel)).Problems);
    }

    [Fact]
    public async Task SearchAsync_CrossEncoderGone_KeepsTheFusedOrderAndSaysSo()
    {
        using var folder = new TemporaryFolder();
        await IndexedAsync(folder);
        var options = models.Options(10) with { CrossEncoder = folder["nowhere"] };
        await using var collection = await Collection.OpenAsync(folder["collection"], options, Cancel);
        var result = await collection.SearchAsync("river", cancellationToken: Cancel);
        Assert.NotEmpty(result.Hits);
        Assert.Equal(result.Hits.Select(h => h.Fused.Rank), result.Hits.Select(h => h.Fused.Rank).Order());
        Assert.Contains(result.Trace.Stages, s => s is { Stage: StageTrace.Rerank, Failure: not null });
    }

    [Fact]
    public async Task OpenAsync_OtherModelInItsPlace_IsRefusedBeforeItGivesWrongVectors()
    {
        using var folder = new TemporaryFolder();
        var model = await IndexedAsync(folder);
        Directory.Delete(model, recursive: true);
        Copy(ModelsFixture.OtherBiEncoder, model);
        await using var collection = await Collection.OpenAsync(
            folder["collection"], new CollectionOptions { CrossEncoder = ModelsFixture.CrossEncoder }, Cancel);
        var result = await collection.SearchAsync(Workload.Mark("d3", 1), cancellationToken: Cancel);
        Assert.Contains(result.Trace.Stages, s => s.Failure?.Contains("gives other vectors", StringComparison.Ordinal) == true);
        await Assert.ThrowsAsync<ModelLoadException>(() => collection.UpsertAsync([Workload.Document("d1", 2)], cancellationToken: Cancel));
    }

    private static async Task<string> IndexedAsync(TemporaryFolder folder)
    {
        Copy(ModelsFixture.BiEncoder, folder["model"]);
        var options = new CollectionOptions { BiEncoder = folder["model"], CrossEncoder = ModelsFixture.CrossEncoder };
        await using var collection = await Collection.OpenAsync(folder["collection"], options, Cancel);
        await collection.UpsertAsync([.. Enumerable.Range(0, 20).Select(i => Workload.Document($"d{i}", 1))], cancellationToken: Cancel);
        return folder["model"];
    }

    private static void Copy(string from, string to)
    {
        foreach (var file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
        {
            var target = Path.Combine(to, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }
    }
}
