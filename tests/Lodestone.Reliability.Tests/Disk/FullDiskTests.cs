using Lodestone.CrashDriver;

namespace Lodestone.Reliability.Tests.Disk;

/// <summary>A disk that is full at any moment: an error that says so, nothing acknowledged lost, and on with the work once there is room.</summary>
public sealed class FullDiskTests(ModelsFixture models) : IClassFixture<ModelsFixture>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(ModelsFixture.ExactUpTo)]
    [InlineData(100)]
    public async Task Collection_DiskFullAtEveryStage_LosesNothingAndGoesOn(int exactUpTo)
    {
        using var disk = new SmallDisk(48);
        var state = new Dictionary<string, int>(StringComparer.Ordinal);
        var failures = new Dictionary<string, int>();
        var collection = await models.CreateAsync(disk.Collection, exactUpTo);
        try
        {
            await UpsertAsync(collection, state, 0, 60, 1);
            for (var step = 0; step < Limits.FullDisks; step++)
            {
                // Room for less and less, so that it runs out at another place each time.
                disk.Fill(but: 4096L * (step % 12) * (step % 12) * 3);
                for (var batch = 0; batch < 6; batch++)
                {
                    var first = (step * 10) + (batch * 7);
                    var attempt = batch % 3 == 2
                        ? await TryAsync("save", () => collection.SaveAsync(Cancel), failures)
                        : await TryAsync("upsert", () => UpsertAsync(collection, state, first, 40, step + 2), failures);
                    if (attempt is not null && failures.Count > 0)
                        await SearchAsync(collection, state);
                }

                disk.MakeRoom();
                await UpsertAsync(collection, state, step, 3, step + 100);
                if (step % 4 == 3)
                {
                    await StateOracle.AssertAsync(collection, state, [], new Random(step));
                    await collection.DisposeAsync();
                    collection = await models.OpenAsync(disk.Collection, exactUpTo);
                    await StateOracle.AssertAsync(collection, state, [], new Random(step));
                }
            }

            Assert.True(failures.GetValueOrDefault("upsert") > 2, "The disk was never full while a batch was written.");
            Assert.True(failures.GetValueOrDefault("save") > 0, "The disk was never full while the indexes were saved.");
        }
        finally
        {
            disk.MakeRoom();
            await collection.DisposeAsync();
        }
    }

    [Fact]
    public async Task DisposeAsync_DiskFull_SaysSoAndTheNextOpeningCatchesUp()
    {
        using var disk = new SmallDisk(32);
        var state = new Dictionary<string, int>(StringComparer.Ordinal);
        var collection = await models.CreateAsync(disk.Collection);
        await UpsertAsync(collection, state, 0, 200, 1);
        disk.Fill(but: 0);
        var error = await Assert.ThrowsAsync<StoreException>(async () => await collection.DisposeAsync());
        Assert.Equal(ErrorCodes.DiskFull, error.Code);
        await collection.DisposeAsync();
        disk.MakeRoom();
        await using var again = await models.OpenAsync(disk.Collection);
        await StateOracle.AssertAsync(again, state, [], new Random(1));
    }

    [Fact]
    public async Task OpenAsync_NewCollectionOnAFullDisk_SaysSo()
    {
        using var disk = new SmallDisk(4);
        disk.Fill(but: 0);
        var error = await Assert.ThrowsAsync<StoreException>(() => models.CreateAsync(disk.Collection));
        Assert.Equal(ErrorCodes.DiskFull, error.Code);
        disk.MakeRoom();
        await using var collection = await models.CreateAsync(disk.Collection);
        Assert.Equal(0, await collection.CountAsync(cancellationToken: Cancel));
    }

    [Fact]
    public async Task OpenAsync_ReadOnlyDisk_ReadsAndSaysWhyItCannotWrite()
    {
        using var disk = new SmallDisk(32);
        var state = new Dictionary<string, int>(StringComparer.Ordinal);
        await using (var collection = await models.CreateAsync(disk.Collection))
            await UpsertAsync(collection, state, 0, 30, 1);
        disk.MakeReadOnly(true);
        var error = await Assert.ThrowsAsync<StoreException>(() => models.OpenAsync(disk.Collection));
        Assert.Equal(ErrorCodes.NotPermitted, error.Code);
        await using (var reader = await models.OpenAsync(disk.Collection, readOnly: true))
        {
            await StateOracle.AssertAsync(reader, state, [], new Random(1));
            await Assert.ThrowsAsync<InvalidStateException>(() => reader.UpsertAsync([Workload.Document("d1", 2)], cancellationToken: Cancel));
            await Assert.ThrowsAsync<InvalidStateException>(() => reader.DeleteAsync(["d1"], Cancel));
            await Assert.ThrowsAsync<InvalidStateException>(() => reader.SaveAsync(Cancel));
        }

        disk.MakeReadOnly(false);
        await using var writer = await models.OpenAsync(disk.Collection);
        await StateOracle.AssertAsync(writer, state, [], new Random(1));
    }

    private static async Task<Exception?> TryAsync(string what, Func<Task> work, Dictionary<string, int> failures)
    {
        try
        {
            await work();
            return null;
        }
        catch (StoreException error)
        {
            Assert.Equal(ErrorCodes.DiskFull, error.Code);
            Assert.Contains("full", error.Message, StringComparison.Ordinal);
            failures[what] = failures.GetValueOrDefault(what) + 1;
            return error;
        }
    }

    private static async Task UpsertAsync(Collection collection, Dictionary<string, int> state, int first, int count, int version)
    {
        await collection.UpsertAsync([.. Enumerable.Range(first, count).Select(i => Workload.Document($"d{i}", version))], cancellationToken: Cancel);
        foreach (var i in Enumerable.Range(first, count))
            state[$"d{i}"] = version;
    }

    private static async Task SearchAsync(Collection collection, Dictionary<string, int> state)
    {
        var options = new SearchOptions { Top = 1_000, Candidates = 1_000, Rerank = SearchRerankOptions.Off, Exact = true };
        var result = await collection.SearchAsync(Workload.CommonWord, options, Cancel);
        Assert.False(result.Trace.Degraded);
        Assert.Equal(state.Count, result.Hits.Count);
    }
}
