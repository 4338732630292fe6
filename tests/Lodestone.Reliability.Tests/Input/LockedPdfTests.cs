using Lodestone.CrashDriver;
using Lodestone.Ingestion;
using Lodestone.TestSupport;

namespace Lodestone.Reliability.Tests.Input;

/// <summary>PDFs that are encrypted with an empty password, and the reading of one that is ended in its middle.</summary>
public sealed class LockedPdfTests
{
    private static readonly ReadOptions InProcess = new() { Extraction = new ExtractionOptions { InProcess = true } };

    [Theory]
    [InlineData("rc4")]
    [InlineData("aes")]
    public async Task ReadAsync_EncryptedWithAnEmptyPassword_IsRead(string cipher)
    {
        var item = Assert.Single(await AllAsync(Path.Combine(AppContext.BaseDirectory, "Input", $"encrypted-{cipher}.pdf"), TestContext.Current.CancellationToken));
        Assert.Equal("Some words.", item.Document!.Text);
        Assert.Empty(item.Notes);
    }

    [Fact]
    public async Task ReadAsync_CancelledWithinAPdf_GivesControlBack()
    {
        using var folder = new TemporaryFolder();
        await File.WriteAllBytesAsync(folder["a.pdf"], HostilePdf.All["form-product"].Pdf.Build(), TestContext.Current.CancellationToken);
        using var cancel = new CancellationTokenSource();
        var reading = Task.Run(() => AllAsync(folder["a.pdf"], cancel.Token), TestContext.Current.CancellationToken);
        // Elsewhere than on Linux a thread's name cannot be seen, and the cancel may come before the reading.
        while (OperatingSystem.IsLinux() && !reading.IsCompleted && !Threads().Contains("lodestone parse"))
            await Task.Yield();
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => reading);
    }

    private static IEnumerable<string> Threads()
    {
        foreach (var thread in Directory.EnumerateDirectories("/proc/self/task"))
        {
            var name = "";
            try
            {
                name = File.ReadAllText(Path.Combine(thread, "comm")).Trim();
            }
            catch (IOException)
            {
                // It ended between the listing and the reading.
                name = "";
            }

            yield return name;
        }
    }

    private static async Task<List<ReadItem>> AllAsync(string path, CancellationToken cancellationToken)
    {
        var items = new List<ReadItem>();
        await foreach (var item in DocumentSource.ReadAsync([path], InProcess, cancellationToken))
            items.Add(item);
        return items;
    }
}
