using System.Security.Cryptography;
using Lodestone.Encoders;
using Lodestone.Storage;
using Lodestone.TestSupport;

namespace Lodestone.Core.Tests.Collections;

/// <summary>A model is known by the checksum of its files; the place where it was found last is stored, and may change.</summary>
public sealed class ModelPlaceTests : IDisposable
{
    private static readonly Document[] Documents =
    [
        new() { Id = "a", Text = "The ferry leaves the harbour at seven." }, new() { Id = "b", Text = "Invoices are paid in thirty days." },
    ];

    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private string Old => _folder["old"];

    private string New => _folder["new"];

    private string Store => Path.Combine(_folder["collection"], "lodestone.db");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task OpenAsync_RelativePath_IsStoredAbsolute()
    {
        Copy(TinyModels.BiEncoder, Old);
        await using (var collection = await OpenAsync(Path.GetRelativePath(Environment.CurrentDirectory, Old) + Path.DirectorySeparatorChar))
            Assert.Equal(Old, collection.BiEncoder);
        await using var again = await OpenAsync(null);
        Assert.Equal(Old, again.BiEncoder);
    }

    [Fact]
    public async Task OpenAsync_OtherPathOfTheSameModel_IsUsedAndStored()
    {
        await MovedAsync();
        await using (var lost = await OpenAsync(null))
            Assert.True((await SearchAsync(lost)).Trace.Degraded);
        await using (var collection = await OpenAsync(New))
            Assert.Equal(New, collection.BiEncoder);
        await using var again = await OpenAsync(null);
        Assert.Equal((New, New), (again.BiEncoder, (await again.StatsAsync(Token)).BiEncoder));
        Assert.False((await SearchAsync(again)).Trace.Degraded);
        Assert.Empty(again.Notices);
        Assert.Equal(1, (await again.UpsertAsync([Documents[0] with { Id = "c" }], cancellationToken: Token)).Passages);
        Assert.True((await again.CheckAsync(cancellationToken: Token)).IsClean);
    }

    [Fact]
    public async Task OpenAsync_OtherPathForReadingOnly_IsUsedAndNotStored()
    {
        await MovedAsync();
        var before = SHA256.HashData(await File.ReadAllBytesAsync(Store, Token));
        await using (var reader = await OpenAsync(New, readOnly: true))
        {
            Assert.Equal((New, New), (reader.BiEncoder, (await reader.StatsAsync(Token)).BiEncoder));
            Assert.False((await SearchAsync(reader)).Trace.Degraded);
            Assert.Empty((await reader.CheckHealthAsync(Token)).Degradations);
        }

        Assert.Equal(before, SHA256.HashData(await File.ReadAllBytesAsync(Store, Token)));
        await using var again = await OpenAsync(null, readOnly: true);
        Assert.Equal(Old, again.BiEncoder);
        Assert.Contains(Old, Assert.Single((await again.CheckHealthAsync(Token)).Degradations), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task OpenAsync_PathIsGoneAndABundledModelHasTheChecksum_UsesThatAndSaysSo(bool readOnly)
    {
        const string Bundled = "all-minilm-l6-v2";
        Directory.CreateSymbolicLink(Old, ModelCatalog.Resolve(Bundled).Folder);
        await using (var collection = await OpenAsync(Old))
        {
            Assert.Equal(Old, collection.BiEncoder);
            await collection.UpsertAsync(Documents, cancellationToken: Token);
        }

        Directory.Delete(Old);
        await using (var collection = await OpenAsync(null, readOnly))
        {
            Assert.Equal(Bundled, collection.BiEncoder);
            var notice = Assert.Single(collection.Notices);
            Assert.Contains(Old, notice, StringComparison.Ordinal);
            Assert.Contains(Bundled, notice, StringComparison.Ordinal);
            Assert.False((await SearchAsync(collection)).Trace.Degraded);
        }

        await using var again = await OpenAsync(null);
        Assert.Equal(readOnly ? 1 : 0, again.Notices.Count);
    }

    [Fact]
    public async Task OpenAsync_PathHasAnotherModelNow_IsRefusedWithBoth()
    {
        await IndexedAsync();
        Directory.Delete(Old, recursive: true);
        Copy(TinyModels.OtherBiEncoder, Old);
        Copy(TinyModels.OtherBiEncoder, New);
        await using (var collection = await OpenAsync(null))
        {
            var failed = (await SearchAsync(collection)).Trace.Stages.Single(s => s.Stage == StageTrace.Embed);
            Assert.Equal(ErrorCodes.CollectionModelDiffers, failed.FailureCode);
            await RefusesAsync(() => collection.UpsertAsync([Documents[0] with { Id = "c" }], cancellationToken: Token));
            await RefusesAsync(() => collection.RepointBiEncoderAsync(New, Token));
            Assert.Equal(Old, collection.BiEncoder);
        }

        await RefusesAsync(() => OpenAsync(New));

        static async Task RefusesAsync(Func<Task> act)
        {
            var error = await Assert.ThrowsAsync<ModelLoadException>(act);
            using var was = BiEncoder.Load(TinyModels.BiEncoder);
            using var found = BiEncoder.Load(TinyModels.OtherBiEncoder);
            Assert.Equal(ErrorCodes.CollectionModelDiffers, error.Code);
            Assert.Contains((await was.IdentifyAsync(Token)).Checksum, error.Accepted, StringComparison.Ordinal);
            Assert.Contains((await found.IdentifyAsync(Token)).Checksum, error.Found, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task RepointBiEncoderAsync_SameModelElsewhere_IsUsedAtOnce(bool readOnly)
    {
        await MovedAsync();
        await using (var collection = await OpenAsync(null, readOnly))
        {
            Assert.True((await SearchAsync(collection)).Trace.Degraded);
            await collection.RepointBiEncoderAsync(New, Token);
            Assert.Equal(New, collection.BiEncoder);
            Assert.False((await SearchAsync(collection)).Trace.Degraded);
            await Assert.ThrowsAsync<ModelLoadException>(() => collection.RepointBiEncoderAsync(_folder["none"], Token));
        }

        await using var again = await OpenAsync(null);
        Assert.Equal(readOnly ? Old : New, again.BiEncoder);
    }

    [Fact]
    public async Task RepointBiEncoderAsync_OfTheWriter_IsFollowedByAReader()
    {
        await MovedAsync();
        await using var writer = await OpenAsync(null);
        await using var reader = await OpenAsync(null, readOnly: true);
        Assert.True((await SearchAsync(reader)).Trace.Degraded);
        await writer.RepointBiEncoderAsync(New, Token);
        Assert.False((await SearchAsync(reader)).Trace.Degraded);
        Assert.Equal(New, reader.BiEncoder);
    }

    [Fact]
    public async Task RepointBiEncoderAsync_EmptyReadOnlyCollection_IsRefused()
    {
        Directory.CreateDirectory(_folder["collection"]);
        using (DocumentStore.Open(_folder["collection"]))
        {
        }

        await using var reader = await OpenAsync(null, readOnly: true);
        var error = await Assert.ThrowsAsync<InvalidStateException>(() => reader.RepointBiEncoderAsync(TinyModels.BiEncoder, Token));
        Assert.Equal(ErrorCodes.CollectionReadOnly, error.Code);
    }

    [Fact]
    public async Task ChangeBiEncoderAsync_SameModelElsewhere_StoresThePlaceAndEmbedsNothing()
    {
        await MovedAsync();
        await using (var collection = await OpenAsync(null))
        {
            var report = await collection.ChangeBiEncoderAsync(New, cancellationToken: Token);
            Assert.True(report.AlreadyCurrent);
            Assert.Equal((New, Old, 0, 0), (report.BiEncoder, report.FormerBiEncoder, report.Documents, report.Embedded));
            Assert.Equal((New, 2), (collection.BiEncoder, report.Passages));
            Assert.False((await SearchAsync(collection)).Trace.Degraded);
        }

        await using var again = await OpenAsync(null);
        Assert.Equal(New, again.BiEncoder);
    }

    [Fact]
    public async Task ChangeBiEncoderAsync_OtherModel_ReportsWhatItDid()
    {
        await IndexedAsync();
        var clock = new ManualTime();
        await using var collection = await OpenAsync(null, clock: clock);
        var progress = new Called(() => clock.Advance(TimeSpan.FromSeconds(7)));
        var before = (await collection.StatsAsync(Token)).Sequence;
        var report = await collection.ChangeBiEncoderAsync(TinyModels.OtherBiEncoder, progress: progress, cancellationToken: Token);
        Assert.False(report.AlreadyCurrent);
        Assert.Equal((TinyModels.OtherBiEncoder, Old), (report.BiEncoder, report.FormerBiEncoder));
        Assert.Equal((2, 0, 2, 2, 0), (report.Documents, report.Resumed, report.Passages, report.Embedded, report.TokensDropped));
        Assert.Equal(TimeSpan.FromSeconds(7), report.Elapsed);
        Assert.True(report.Sequence > before);
        var again = await collection.ChangeBiEncoderAsync(TinyModels.OtherBiEncoder, cancellationToken: Token);
        Assert.Equal((true, 0), (again.AlreadyCurrent, again.Documents));
    }

    [Fact]
    public async Task ChangeBiEncoderAsync_InterruptedAndTheModelMoved_ResumesAndSaysSo()
    {
        Copy(TinyModels.OtherBiEncoder, Old);
        await using var collection = await OpenAsync(TinyModels.BiEncoder);
        await collection.UpsertAsync(
            [.. Enumerable.Range(0, 300).Select(i => new Document { Id = $"d{i}", Text = $"text {i}" })], cancellationToken: Token);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Token);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => collection.ChangeBiEncoderAsync(Old, progress: new Called(stop.Cancel), cancellationToken: stop.Token));
        Assert.Equal(TinyModels.BiEncoder, collection.BiEncoder);
        Copy(TinyModels.OtherBiEncoder, New);
        Directory.Delete(Old, recursive: true);
        var report = await collection.ChangeBiEncoderAsync(New, cancellationToken: Token);
        Assert.Equal((256, 44, 44, 300), (report.Resumed, report.Documents, report.Embedded, report.Passages));
        Assert.Equal(New, collection.BiEncoder);
        Assert.True((await collection.CheckAsync(cancellationToken: Token)).IsClean);
    }

    private static Task<SearchResult> SearchAsync(Collection collection) =>
        collection.SearchAsync("ferry", new() { Rerank = SearchRerankOptions.Off }, Token);

    private async Task IndexedAsync()
    {
        Copy(TinyModels.BiEncoder, Old);
        await using var collection = await OpenAsync(Old);
        await collection.UpsertAsync(Documents, cancellationToken: Token);
    }

    private async Task MovedAsync()
    {
        await IndexedAsync();
        Directory.Move(Old, New);
    }

    private Task<Collection> OpenAsync(string? biEncoder, bool readOnly = false, TimeProvider? clock = null) => Collection.OpenAsync(
        _folder["collection"],
        new()
        {
            BiEncoder = biEncoder,
            CrossEncoder = TinyModels.CrossEncoder,
            ReadOnly = readOnly,
            TimeProvider = clock ?? TimeProvider.System,
        },
        Token);

    private static void Copy(string from, string to)
    {
        foreach (var file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
        {
            var target = Path.Combine(to, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }
    }

    private sealed class Called(Action call) : IProgress<(long Documents, long TotalDocuments)>
    {
        public void Report((long Documents, long TotalDocuments) value) => call();
    }
}
