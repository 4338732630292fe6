using System.Globalization;
using Lodestone.CrashDriver;
using Lodestone.TestSupport;

namespace Lodestone.Reliability.Tests.Crashes;

/// <summary>Kill -9 within a backup, at each part of it: what is left does not open, and the next backup into the folder is whole.</summary>
public sealed class BackupKillTests(ModelsFixture models) : IClassFixture<ModelsFixture>
{
    private const int Documents = 200;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task BackupAsync_Killed_LeavesNothingThatOpensAndTheNextIsWhole()
    {
        using var folder = new TemporaryFolder();
        await using var collection = await models.CreateAsync(folder["collection"]);
        await collection.UpsertAsync([.. Enumerable.Range(0, Documents).Select(i => Workload.Document($"d{i}", 1))], cancellationToken: Cancel);
        // White space is stored and not embedded: the store takes several steps.
        await collection.UpsertAsync(
            [.. Enumerable.Range(0, 40).Select(i => new Document { Id = $"large{i}", Text = new string(' ', 1 << 20) })], cancellationToken: Cancel);
        await collection.SaveAsync(Cancel);
        var (killed, withStore) = (0, 0);
        for (var reports = 1; ; reports++)
        {
            using var driver = Driver.Start("backup", folder["collection"], folder["backup"], reports.ToString(CultureInfo.InvariantCulture));
            await Task.WhenAny(driver.SaysAsync("held"), driver.SaysAsync("whole"));
            if (driver.Output.Contains("whole", StringComparison.Ordinal))
            {
                await driver.EndAsync();
                break;
            }

            Assert.True(await driver.KillAsync(), driver.Output);
            killed++;
            string[] left = [.. Directory.EnumerateFiles(folder["backup"], "*", SearchOption.AllDirectories)];
            withStore += left.Any(f => f.EndsWith(".partial", StringComparison.Ordinal) && new FileInfo(f).Length > 1 << 20) ? 1 : 0;
            Assert.False(Collection.Exists(folder["backup"]), string.Join(", ", left));
            var refused = await Assert.ThrowsAsync<StoreException>(() => models.OpenAsync(folder["backup"], readOnly: true));
            Assert.Equal(ErrorCodes.CollectionNotFound, refused.Code);
        }

        Assert.True(killed > 3, $"{killed} were killed");
        Assert.True(withStore > 0, "None was killed while the store was copied.");
        Assert.Equal(
            ["indexes", "lodestone.db"],
            Directory.EnumerateFileSystemEntries(folder["backup"]).Select(e => Path.GetFileName(e)).Order(StringComparer.Ordinal));
        await using var backup = await models.OpenAsync(folder["backup"]);
        Assert.Empty(backup.Notices);
        Assert.Empty((await backup.CheckAsync(cancellationToken: Cancel)).Problems);
        Assert.Equal(Documents + 40, await backup.CountAsync(cancellationToken: Cancel));
    }
}
