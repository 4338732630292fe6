using Lodestone.Core.Tests.Spaces;
using Lodestone.TestSupport;

namespace Lodestone.Core.Tests.Backup;

/// <summary>A copy of an open collection is the collection as of one commit, or nothing.</summary>
public sealed class BackupTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(false, 20_000)]
    [InlineData(true, 20_000)]
    [InlineData(false, 20)]
    [InlineData(true, 20)]
    public async Task BackupAsync_OpenCollection_OpensAndAnswersTheSame(bool readOnly, int exactUpTo)
    {
        using var folder = new TemporaryFolder();
        await using var writer = await OpenAsync(folder["collection"], exactUpTo: exactUpTo);
        await writer.UpsertAsync(Documents(0, 60), cancellationToken: Cancel);
        await writer.SaveAsync(Cancel);
        await writer.DeleteAsync(["d3", "d4"], Cancel);
        await writer.UpsertAsync(Documents(50, 80), cancellationToken: Cancel);
        await using var reader = readOnly ? await OpenAsync(folder["collection"], readOnly: true, exactUpTo) : null;

        var report = await (reader ?? writer).BackupAsync(folder["backup"], cancellationToken: Cancel);

        Assert.Equal(folder["backup"], report.Folder);
        Assert.Equal(78, report.Documents);
        Assert.Empty(report.Notices);
        string[] files = Directory.GetFiles(folder["backup"], "*", SearchOption.AllDirectories);
        Assert.Equal(files.Sum(f => new FileInfo(f).Length), report.Bytes);
        Assert.Equal(["indexes", "lodestone.db"], Names(folder["backup"]));
        await using var backup = await OpenAsync(folder["backup"], exactUpTo: exactUpTo);
        Assert.Empty(backup.Notices);
        Assert.Empty((await backup.CheckAsync(cancellationToken: Cancel)).Problems);
        foreach (var query in new[] { "winter river", "garden", "silver bridge paper" })
            Assert.Equal(await AnswerAsync(writer, query), await AnswerAsync(backup, query));
        // Each goes on by itself.
        await backup.UpsertAsync(Documents(100, 101), cancellationToken: Cancel);
        Assert.Null(await writer.GetAsync("d100", Cancel));
    }

    [Fact]
    public async Task BackupAsync_WhileDocumentsAreWrittenAndSaved_IsOneCommit()
    {
        using var folder = new TemporaryFolder();
        await using var collection = await OpenAsync(folder["collection"]);
        await collection.UpsertAsync([.. Documents(0, 30), .. LargeDocuments(6)], cancellationToken: Cancel);
        var (steps, written) = (0, 0);
        var each = new Each(_ =>
        {
            // Every step of the copy waits for a commit that replaces all documents, some of them by saved indexes, and for a search.
            var count = Interlocked.Increment(ref steps);
            if (count > 40)
                return Task.CompletedTask;
            return Task.Run(async () =>
            {
                written++;
                await collection.UpsertAsync([.. Documents(0, 30).Select(d => d with { Text = $"{d.Text} version{written}" })]);
                await collection.SearchAsync("winter", new SearchOptions { Rerank = SearchRerankOptions.Off });
            });
        });
        var report = await collection.BackupAsync(folder["backup"], each, stepPages: 8, Cancel);

        Assert.True(steps > 40, $"{steps} steps: too few for commits between them.");
        Assert.Equal(40, written);
        Assert.Equal(36, report.Documents);
        await using var backup = await OpenAsync(folder["backup"]);
        Assert.Empty(backup.Notices);
        Assert.Empty((await backup.CheckAsync(cancellationToken: Cancel)).Problems);
        Assert.Equal(report.Sequence, (await backup.StatsAsync(Cancel)).Sequence);
        var texts = new List<string>();
        await foreach (var document in backup.ListAsync(Filter.Parse("number < 30"), cancellationToken: Cancel))
            texts.Add(document.Text);
        var versions = texts.Select(t => t.Contains("version", StringComparison.Ordinal) ? t[t.IndexOf("version", StringComparison.Ordinal)..] : "").Distinct();
        Assert.Single(versions);
        Assert.Empty((await collection.CheckAsync(cancellationToken: Cancel)).Problems);
    }

    [Fact]
    public async Task BackupAsync_CommitsOfAnotherObject_NeitherRestartNorTearIt()
    {
        using var folder = new TemporaryFolder();
        await using var writer = await OpenAsync(folder["collection"]);
        await writer.UpsertAsync([.. Documents(0, 30), .. LargeDocuments(4)], cancellationToken: Cancel);
        await using var reader = await OpenAsync(folder["collection"], readOnly: true);
        var bytes = new List<long>();
        var each = new Each(async done =>
        {
            bytes.Add(done.Bytes);
            await writer.UpsertAsync(Documents(bytes.Count, bytes.Count + 1), cancellationToken: Cancel);
            await writer.SaveAsync(Cancel);
        });
        await reader.BackupAsync(folder["backup"], each, stepPages: 64, Cancel);

        Assert.True(bytes.Count > 10, $"{bytes.Count} steps");
        // A copy that began again would go back.
        var stored = bytes.Skip(bytes.FindLastIndex(b => b < bytes[^1] / 2)).ToArray();
        Assert.Equal(stored.Order(), stored);
        await using var backup = await OpenAsync(folder["backup"]);
        Assert.Empty((await backup.CheckAsync(cancellationToken: Cancel)).Problems);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task BackupAsync_Cancelled_LeavesNothing(bool existing)
    {
        using var folder = new TemporaryFolder();
        await using var collection = await OpenAsync(folder["collection"]);
        await collection.UpsertAsync([.. Documents(0, 10), .. LargeDocuments(3)], cancellationToken: Cancel);
        if (existing)
            Directory.CreateDirectory(folder["backup"]);
        using var stop = new CancellationTokenSource();
        var each = new Each(done =>
        {
            if (done.TotalBytes is { } all && done.Bytes > all / 2)
            {
                Assert.Contains("lodestone.db.partial", Names(folder["backup"]));
                Assert.False(Collection.Exists(folder["backup"]));
                stop.Cancel();
            }

            return Task.CompletedTask;
        });
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => collection.BackupAsync(folder["backup"], each, 16, stop.Token));
        Assert.Equal(existing, Directory.Exists(folder["backup"]));
        if (existing)
            Assert.Empty(Names(folder["backup"]));
        Assert.Empty((await collection.CheckAsync(cancellationToken: Cancel)).Problems);
        await collection.UpsertAsync(Documents(20, 21), cancellationToken: Cancel);
        await collection.SaveAsync(Cancel);
    }

    [Fact]
    public async Task BackupAsync_UnusableFolder_IsRefusedAndUntouched()
    {
        using var folder = new TemporaryFolder();
        await using var collection = await OpenAsync(folder["collection"]);
        await collection.UpsertAsync(Documents(0, 3), cancellationToken: Cancel);
        folder.Write("file", "a file");
        folder.Write("used/notes.txt", "notes");
        folder.Write("indexed/indexes/1", "another's");
        Directory.CreateSymbolicLink(folder["link"], folder["collection"]);
        string[] targets =
        [
            "file", "used", "indexed", "collection", "collection/copy", "collection/..copy", "collection/indexes/1/copy", "link/copy", "other/../collection/copy", ".",
        ];
        foreach (var target in targets)
        {
            var before = Directory.GetFileSystemEntries(folder.Path, "*", SearchOption.AllDirectories).Order().ToArray();
            var refused = await Assert.ThrowsAsync<InvalidArgumentException>(() => collection.BackupAsync(folder[target], cancellationToken: Cancel));
            Assert.Equal(ErrorCodes.BackupFolderInvalid, refused.Code);
            Assert.Equal(before, Directory.GetFileSystemEntries(folder.Path, "*", SearchOption.AllDirectories).Order());
        }

        await collection.BackupAsync(folder["backup"], cancellationToken: Cancel);
        await Assert.ThrowsAsync<InvalidArgumentException>(() => collection.BackupAsync(folder["backup"], cancellationToken: Cancel));
        await using var backup = await OpenAsync(folder["backup"], readOnly: true);
        Assert.Equal(3, await backup.CountAsync(cancellationToken: Cancel));
    }

    [Fact]
    public async Task BackupAsync_TwoIntoOneFolder_OneIsRefused()
    {
        using var folder = new TemporaryFolder();
        await using var collection = await OpenAsync(folder["collection"]);
        await collection.UpsertAsync([.. Documents(0, 10), .. LargeDocuments(1)], cancellationToken: Cancel);
        InvalidArgumentException? refused = null;
        var each = new Each(async _ => refused ??= await Assert.ThrowsAsync<InvalidArgumentException>(
            () => collection.BackupAsync(folder["backup"], cancellationToken: Cancel)));
        await collection.BackupAsync(folder["backup"], each, 16, Cancel);
        Assert.Equal(ErrorCodes.BackupFolderInvalid, refused?.Code);
        await using var backup = await OpenAsync(folder["backup"]);
        Assert.Empty((await backup.CheckAsync(cancellationToken: Cancel)).Problems);
    }

    [Fact]
    public async Task BackupAsync_TwoAtOnceWithASave_AllEnd()
    {
        using var folder = new TemporaryFolder();
        await using var collection = await OpenAsync(folder["collection"]);
        await collection.UpsertAsync([.. Documents(0, 10), .. LargeDocuments(1)], cancellationToken: Cancel);
        BackupReport? inner = null;
        Task? saved = null;
        var each = new Each(async _ =>
        {
            if (inner is not null)
                return;
            inner = new BackupReport { Folder = "", Sequence = 0, Documents = 0, Bytes = 0 };
            // Indexes are being copied: a save waits until that has ended, and another backup copies the saves that are there.
            await collection.UpsertAsync(Documents(10, 12), cancellationToken: Cancel);
            inner = await collection.BackupAsync(folder["inner"], cancellationToken: Cancel);
            saved = collection.SaveAsync(Cancel);
        });
        var outer = await collection.BackupAsync(folder["outer"], each, 16, Cancel);
        await saved!;
        Assert.Equal((11, 13), (outer.Documents, inner!.Documents));
        foreach (var name in new[] { "outer", "inner" })
        {
            await using var backup = await OpenAsync(folder[name]);
            Assert.Empty(backup.Notices);
            Assert.Empty((await backup.CheckAsync(cancellationToken: Cancel)).Problems);
        }
    }

    [Fact]
    public async Task BackupAsync_DamagedIndex_IsLeftOutAndSaid()
    {
        using var folder = new TemporaryFolder();
        await using (var collection = await OpenAsync(folder["collection"]))
            await collection.UpsertAsync(Documents(0, 10), cancellationToken: Cancel);
        File.WriteAllText(Path.Combine(folder["collection"], "indexes", "1", "vectors", "index.vectors"), "no index");
        await using var reader = await OpenAsync(folder["collection"], readOnly: true);
        var report = await reader.BackupAsync(folder["backup"], cancellationToken: Cancel);
        Assert.Contains("vector index", Assert.Single(report.Notices), StringComparison.Ordinal);
        await using var backup = await OpenAsync(folder["backup"]);
        Assert.Empty((await backup.CheckAsync(cancellationToken: Cancel)).Problems);
        Assert.Equal(await AnswerAsync(reader, "winter"), await AnswerAsync(backup, "winter"));
    }

    [Fact]
    public async Task BackupAsync_ClosedCollection_IsRefused()
    {
        using var folder = new TemporaryFolder();
        var collection = await OpenAsync(folder["collection"]);
        await collection.DisposeAsync();
        await Assert.ThrowsAsync<ObjectDisposedException>(() => collection.BackupAsync(folder["backup"], cancellationToken: Cancel));
        Assert.False(Directory.Exists(folder["backup"]));
    }

    private static Task<Collection> OpenAsync(string folder, bool readOnly = false, int exactUpTo = 20_000) => Collection.OpenAsync(
        folder,
        new CollectionOptions { Embedder = new ScriptedEmbedder(), ReadOnly = readOnly, ExactUpTo = exactUpTo, Durability = Durability.Fast },
        Cancel);

    private static IEnumerable<Document> LargeDocuments(int count) => Enumerable.Range(0, count).Select(i => new Document
    {
        // White space is stored and never embedded.
        Id = $"large{i}", Text = new string(' ', 1 << 20), Metadata = { ["number"] = 1000 + i },
    });

    private static Document[] Documents(int first, int past)
    {
        string[] words = ["river", "stone", "paper", "light", "garden", "winter", "engine", "silver", "bridge"];
        return
        [
            .. Enumerable.Range(first, past - first).Select(i => new Document
            {
                Id = $"d{i}",
                Title = words[i % 7],
                Text = $"{words[i % 9]} {words[(i * 5 + 2) % 9]} {words[(i * 7 + 1) % 9]} text{i}",
                Metadata = { ["number"] = i },
            }),
        ];
    }

    private static async Task<string[]> AnswerAsync(Collection collection, string query)
    {
        var result = await collection.SearchAsync(query, new SearchOptions { Top = 20, Rerank = SearchRerankOptions.Off }, Cancel);
        Assert.False(result.Trace.Degraded);
        Assert.NotEmpty(result.Hits);
        return [.. result.Hits.Select(h => $"{h.DocumentId} {h.FinalScore:R} {h.Similarity?.Score:R} {h.Bm25?.Score:R}")];
    }

    private static string[] Names(string folder) =>
        [.. Directory.EnumerateFileSystemEntries(folder).Select(e => Path.GetFileName(e)).Order(StringComparer.Ordinal)];

    /// <summary>Does work at each step, which waits for it.</summary>
    private sealed class Each(Func<BackupProgress, Task> work) : IProgress<BackupProgress>
    {
        public void Report(BackupProgress value) => work(value).Wait();
    }
}
