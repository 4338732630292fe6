using System.IO.Compression;
using Lodestone.TestSupport;

namespace Lodestone.Core.Tests.Collections;

/// <summary>Ids with dot segments: refused when written; those that an earlier version has stored stay documents like others.</summary>
public sealed class EarlierIdsTests(EncodersFixture encoders) : IClassFixture<EncodersFixture>
{
    private static readonly string[] Earlier = ["%252e%252E", "..", "../../other", "..\\x", "a/./b"];

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task UpsertAsync_IdWithADotSegment_RefusesTheBatchByName()
    {
        using var folder = new TemporaryFolder();
        await using var collection = await Collection.OpenAsync(folder.Path, TinyModels.Options, Stop);
        foreach (var id in Earlier)
        {
            var refused = await Assert.ThrowsAsync<InvalidArgumentException>(
                () => collection.UpsertAsync([new() { Id = "good", Text = "words" }, new() { Id = id, Text = "words" }], cancellationToken: Stop));
            Assert.Equal(ErrorCodes.DocumentIdInvalid, refused.Code);
            Assert.Contains($"Document '{id}'", refused.Message, StringComparison.Ordinal);
            Assert.Equal(0, await collection.CountAsync(cancellationToken: Stop));
        }
    }

    [Fact]
    public async Task IndexAsync_IdsWithDotSegments_AreProblemsAndTheOthersAreKept()
    {
        using var folder = new TemporaryFolder();
        await using var collection = await Collection.OpenAsync(folder.Path, TinyModels.Options, Stop);
        var report = await collection.IndexAsync(Items(), cancellationToken: Stop);
        Assert.Equal(2, report.Added);
        Assert.Equal([2, 3, 4, 5, 6], report.Problems.Select(p => p.Line));
        Assert.All(report.Problems, p => Assert.Contains("path segment", p.Reason, StringComparison.Ordinal));
        Assert.Equal(["first", "last"], await collection.ListIdsAsync(cancellationToken: Stop).ToListAsync(Stop));

        static async IAsyncEnumerable<ReadItem> Items()
        {
            var line = 0L;
            foreach (var id in (string[])["first", .. Earlier, "last"])
                yield return new ReadItem { Document = new() { Id = id, Text = "words" }, Path = "ids.jsonl", Line = ++line };
            await Task.CompletedTask;
        }
    }

    [Fact]
    public async Task OpenAsync_StoreOfAnEarlierVersion_ReadsSearchesAndDeletesItsIds()
    {
        using var folder = new TemporaryFolder();
        Unpack(folder.Path);
        await using (var collection = await encoders.OpenAsync(folder.Path))
        {
            Assert.Equal([.. Earlier, "keep"], await collection.ListIdsAsync(cancellationToken: Stop).ToListAsync(Stop));
            Assert.Equal("An entry of a folder listing.", (await collection.GetAsync("..", Stop))!.Text);
            Assert.Equal("..\\x", (await collection.SearchAsync("path as Windows writes it", cancellationToken: Stop)).Hits[0].DocumentId);
            await collection.UpsertAsync([new() { Id = "new", Text = "words" }], cancellationToken: Stop);
            Assert.Equal(1, await collection.DeleteAsync(["../../other"], Stop));
            Assert.Empty((await collection.CheckAsync(cancellationToken: Stop)).Problems);
            await collection.ChangeBiEncoderAsync(TinyModels.BiEncoder, cancellationToken: Stop);
        }

        await using var again = await encoders.OpenAsync(folder.Path);
        Assert.Equal([.. Earlier.Where(id => id != "../../other"), "keep", "new"], await again.ListIdsAsync(cancellationToken: Stop).ToListAsync(Stop));
        Assert.Equal(4, await again.DeleteAsync(Earlier, Stop));
    }

    /// <summary>A store that a version without the rule has written.</summary>
    private static void Unpack(string folder)
    {
        using var packed = File.OpenRead(Path.Combine(Repository.Fixtures, "stores", "dot-segment-ids.db.gz"));
        using var unpacking = new GZipStream(packed, CompressionMode.Decompress);
        using var store = File.Create(Path.Combine(folder, "lodestone.db"));
        unpacking.CopyTo(store);
    }
}
