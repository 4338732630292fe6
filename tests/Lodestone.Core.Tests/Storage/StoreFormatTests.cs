using System.Formats.Tar;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text.RegularExpressions;
using Lodestone.Ingestion;
using Lodestone.Storage;
using Lodestone.TestSupport;

namespace Lodestone.Core.Tests.Storage;

/// <summary>
/// A collection that a version with format 1 has written in two batches, and the one that a version with format 2 has made of it: read,
/// searched, upgraded, and upgraded in part.
/// </summary>
public sealed class StoreFormatTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public StoreFormatTests()
    {
        foreach (var format in new[] { "format-1", "format-2" })
        {
            using var packed = File.OpenRead(Path.Combine(Repository.Fixtures, "stores", format + ".tar.gz"));
            using var unpacking = new GZipStream(packed, CompressionMode.Decompress);
            TarFile.ExtractToDirectory(unpacking, _folder.Path, overwriteFiles: false);
        }
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private string Old => _folder["format-1"];

    private string StorePath => Path.Combine(Old, "lodestone.db");

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(1, true)]
    [InlineData(1, false)]
    [InlineData(2, true)]
    [InlineData(2, false)]
    public async Task OpenAsync_OlderFormat_GivesTheDocumentsAndAnswersOfItsWriter(int format, bool readOnly)
    {
        var folder = _folder[FormattableString.Invariant($"format-{format}")];
        var path = Path.Combine(folder, "lodestone.db");
        var before = SHA256.HashData(await File.ReadAllBytesAsync(path, Token));
        await using (var collection = await Collection.OpenAsync(folder, TinyModels.Options with { ReadOnly = readOnly }, Token))
        {
            Assert.Equal(["bread", "keys", "refunds", "storms"], await collection.ListIdsAsync(cancellationToken: Token).ToListAsync(Token));
            var metadata = (await collection.GetAsync("refunds", Token))!.Metadata;
            Assert.Equal(
                new Dictionary<string, MetadataValue>
                {
                    ["plan"] = "free", ["year"] = 2025, ["price"] = 9.5, ["big"] = 1L << 53, ["huge"] = 1e22, ["archived"] = false,
                    ["since"] = new DateTimeOffset(2024, 5, 1, 12, 30, 15, TimeSpan.FromHours(2)),
                    ["tags"] = new[] { "billing", "money" }, ["empty"] = Array.Empty<string>(), ["path"] = "b.jsonl",
                }.OrderBy(m => m.Key, StringComparer.Ordinal),
                metadata.OrderBy(m => m.Key, StringComparer.Ordinal));

            // As the version that wrote it has printed them, with the shares that it had.
            var asThen = new SearchOptions { Fusion = new() { AdaptBm25 = false }, Rerank = new() { CrossEncoderWeight = .25 } };
            var found = await collection.SearchAsync("when is money paid back", asThen, Token);
            Assert.Equal(["storms", "refunds", "keys", "bread"], found.Hits.Select(h => h.DocumentId));
            double[] scores = [0.9251793445765281, 0.8990898535748011, 0.32515836345240495, 0.14151847119978028];
            Assert.Equal(scores, found.Hits.Select(h => h.FinalScore));
            var filtered = await collection.SearchAsync(
                "lost key", new() { Filter = Filter.Parse("year >= 2024 and tags contains \"billing\"") }, Token);
            Assert.Equal("refunds", Assert.Single(filtered.Hits).DocumentId);
            Assert.Equal(1, await collection.CountAsync(Filter.Parse("big = 9007199254740992"), cancellationToken: Token));
            Assert.Empty((await collection.CheckAsync(cancellationToken: Token)).Problems);
            // Its indexes are of older formats, too.
            Assert.Equal(
                ["keyword", "vector"],
                collection.Notices.Select(n => Regex.Match(n, "^The (\\w+) index was (re)?built from the documents").Groups[1].Value).Order());
        }

        Assert.Equal(readOnly ? format : Schema.Version, Version(path));
        if (readOnly)
            Assert.Equal(before, SHA256.HashData(await File.ReadAllBytesAsync(path, Token)));
    }

    [Fact]
    public async Task UpsertAsync_DocumentsOfFormat1_AreUnchangedAfterTheUpgrade()
    {
        List<Document> documents;
        await using (var old = await Collection.OpenAsync(Old, TinyModels.Options with { ReadOnly = true }, Token))
            documents = await old.ListAsync(cancellationToken: Token).ToListAsync(Token);
        await using var collection = await Collection.OpenAsync(Old, TinyModels.Options, Token);
        var report = await collection.UpsertAsync(documents, cancellationToken: Token);
        Assert.Equal((4, 0), (report.Count(DocumentChange.Unchanged), report.Embedded));
        documents[0].Metadata["order"] = (1L << 53) + 1;
        Assert.Equal(1, (await collection.UpsertAsync(documents, cancellationToken: Token)).Count(DocumentChange.Replaced));
        Assert.Equal(1, await collection.CountAsync(Filter.Parse("order = 9007199254740993"), cancellationToken: Token));
    }

    [Fact]
    public void Upgrade_KilledBeforeItsCommit_LeavesFormat1AndSucceedsLater()
    {
        var killed = _folder["killed"];
        Directory.CreateDirectory(killed);
        using (var writer = Database.OpenForWriting(StorePath, create: false, Durability.Durable))
        {
            // The files as the disk has them at the moment of the kill.
            StoreFile.Upgrade(writer, () =>
            {
                foreach (var file in Directory.EnumerateFiles(Old, "lodestone.db*").Where(f => !f.EndsWith("-shm", StringComparison.Ordinal)))
                    File.Copy(file, Path.Combine(killed, Path.GetFileName(file)));
            });
        }

        using (var reader = DocumentStore.OpenReadOnly(killed))
        {
            using var snapshot = reader.Snapshot();
            Assert.Equal((1, 4), (StoreFile.Version(snapshot.Database), snapshot.Documents));
        }

        using var store = DocumentStore.Open(killed);
        using var after = store.Snapshot();
        Assert.Equal((Schema.Version, 4), (StoreFile.Version(after.Database), after.Documents));
        Assert.Empty(store.Check(full: true, Token));
        Assert.Equal((SpaceEmbedder.ModelFolder, ""), (after.ActiveSpace!.Space.Embedder, after.ActiveSpace.Space.Provider));
    }

    [Fact]
    public void Upgrade_ThatFails_LeavesFormat1()
    {
        using var writer = Database.OpenForWriting(StorePath, create: false, Durability.Durable);
        Assert.Throws<TimeoutException>(() => StoreFile.Upgrade(writer, () => throw new TimeoutException()));
        Assert.Equal(1, StoreFile.Version(writer));
        StoreFile.Upgrade(writer);
        Assert.Equal(Schema.Version, StoreFile.Version(writer));
    }

    [Fact]
    public void Snapshot_OfAReaderThatOpenedBeforeTheUpgrade_ReadsOn()
    {
        using var reader = DocumentStore.OpenReadOnly(Old);
        using var during = reader.Snapshot();
        DocumentStore.Open(Old).Dispose();
        Assert.Equal(4, during.Spaces.Sum(s => s.Documents));
        using var after = reader.Snapshot();
        Assert.Equal(Schema.Version, StoreFile.Version(after.Database));
        Assert.Equal(4, after.Spaces.Sum(s => s.Documents));
    }

    /// <summary>An older store does not know who brought a document, so that nothing goes before its root was read again.</summary>
    [Theory]
    [InlineData("format-1")]
    [InlineData("format-2")]
    public async Task MirrorAsync_OlderFormat_LearnsItsRoots(string format)
    {
        var docs = Directory.CreateDirectory(_folder["docs"]).FullName;
        var records = """{"_id": "keys", "text": "lost"}""" + "\n" + """{"_id": "bread", "text": "baked"}""" + "\n";
        await File.WriteAllTextAsync(Path.Combine(docs, "a.jsonl"), records, Token);
        await using var collection = await Collection.OpenAsync(_folder[format], TinyModels.Options, Token);
        Assert.Equal((0L, 0L), await MirrorAsync());
        await File.WriteAllTextAsync(Path.Combine(docs, "a.jsonl"), records.Split('\n')[0] + "\n", Token);
        Assert.Equal((2L, 1L), await MirrorAsync());
        Assert.Equal(3, await collection.CountAsync(cancellationToken: Token));

        async Task<(long Documents, long Removed)> MirrorAsync()
        {
            var source = await DocumentSource.ListAsync([docs], cancellationToken: Token);
            var folder = Assert.Single((await collection.MirrorAsync(source, cancellationToken: Token)).Folders);
            return (folder.Documents, folder.Removed);
        }
    }

    private static long Version(string path)
    {
        using var database = Database.OpenForReading(path, immutable: false);
        return StoreFile.Version(database);
    }
}
