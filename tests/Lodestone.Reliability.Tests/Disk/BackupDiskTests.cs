using Lodestone.CrashDriver;
using Lodestone.TestSupport;

namespace Lodestone.Reliability.Tests.Disk;

/// <summary>Backups to a disk that is full or read only, and of a collection on one.</summary>
public sealed class BackupDiskTests(ModelsFixture models) : IClassFixture<ModelsFixture>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task BackupAsync_TargetIsFull_SaysSoAndLeavesNothing()
    {
        using var folder = new TemporaryFolder();
        using var disk = new SmallDisk(24);
        await using var collection = await MakeAsync(folder["collection"]);
        var before = disk.Free;
        var full = 0;
        // Room for less and less, so that it runs out in the indexes, in the store, and at once.
        foreach (var room in new[] { 6L << 20, 1L << 20, 64 << 10, 4096, 0 })
        {
            disk.Fill(but: room);
            var error = await Assert.ThrowsAsync<StoreException>(() => collection.BackupAsync(Path.Combine(disk.Path, "backup"), cancellationToken: Cancel));
            Assert.Equal(ErrorCodes.DiskFull, error.Code);
            Assert.False(Directory.Exists(Path.Combine(disk.Path, "backup")));
            full++;
            disk.MakeRoom();
            Assert.Equal(before, disk.Free);
        }

        Assert.Equal(5, full);
        Assert.Empty((await collection.CheckAsync(cancellationToken: Cancel)).Problems);
        await collection.BackupAsync(Path.Combine(disk.Path, "backup"), cancellationToken: Cancel);
        await using var backup = await models.OpenAsync(Path.Combine(disk.Path, "backup"), readOnly: true);
        Assert.Equal(110, await backup.CountAsync(cancellationToken: Cancel));
    }

    [Fact]
    public async Task BackupAsync_TargetIsReadOnly_SaysSo()
    {
        using var folder = new TemporaryFolder();
        using var disk = new SmallDisk(4);
        await using var collection = await MakeAsync(folder["collection"]);
        Directory.CreateDirectory(Path.Combine(disk.Path, "empty"));
        disk.MakeReadOnly(true);
        foreach (var name in new[] { "backup", "empty" })
        {
            var error = await Assert.ThrowsAsync<StoreException>(() => collection.BackupAsync(Path.Combine(disk.Path, name), cancellationToken: Cancel));
            Assert.Equal(ErrorCodes.NotPermitted, error.Code);
        }

        disk.MakeReadOnly(false);
    }

    [Fact]
    public async Task BackupAsync_CollectionOnAFullOrReadOnlyDisk_IsCopiedToAnother()
    {
        using var folder = new TemporaryFolder();
        using var disk = new SmallDisk(64);
        await using (var collection = await MakeAsync(disk.Collection))
        {
            disk.Fill(but: 0);
            // The indexes cannot be saved, so the copy has older ones, and catches up when it is opened.
            await collection.BackupAsync(folder["of-full"], cancellationToken: Cancel);
            disk.MakeRoom();
        }

        disk.MakeReadOnly(true);
        await using (var reader = await models.OpenAsync(disk.Collection, readOnly: true))
            await reader.BackupAsync(folder["of-read-only"], cancellationToken: Cancel);
        disk.MakeReadOnly(false);
        foreach (var name in new[] { "of-full", "of-read-only" })
        {
            await using var backup = await models.OpenAsync(folder[name]);
            Assert.Empty((await backup.CheckAsync(cancellationToken: Cancel)).Problems);
            Assert.Equal(110, await backup.CountAsync(cancellationToken: Cancel));
        }
    }

    private async Task<Collection> MakeAsync(string folder)
    {
        var collection = await models.CreateAsync(folder);
        await collection.UpsertAsync([.. Enumerable.Range(0, 100).Select(i => Workload.Document($"d{i}", 1))], cancellationToken: Cancel);
        await collection.UpsertAsync(
            [.. Enumerable.Range(0, 10).Select(i => new Document { Id = $"large{i}", Text = new string(' ', 1 << 20) })], cancellationToken: Cancel);
        return collection;
    }
}
