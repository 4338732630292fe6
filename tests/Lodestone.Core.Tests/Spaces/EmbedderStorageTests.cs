using Lodestone.Storage;
using Lodestone.TestSupport;

namespace Lodestone.Core.Tests.Spaces;

/// <summary>The identity of an embedder of the application as the store keeps it: docs/formats/store.md.</summary>
public sealed class EmbedderStorageTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task OpenAsync_OwnEmbedder_IsStoredAsTheFormatDocuments()
    {
        using var embedder = new ScriptedEmbedder();
        await using (var collection = await OpenAsync(embedder))
            await collection.UpsertAsync([Words("a", "red apples")], cancellationToken: Token);
        using var store = DocumentStore.OpenReadOnly(_folder.Path);
        using var snapshot = store.Snapshot();
        var space = snapshot.ActiveSpace!.Space;
        Assert.Equal((SpaceEmbedder.Generator, "tests", "words"), (space.Embedder, space.Provider, space.Model));
        Assert.Matches("^[0-9a-f]{64}$", space.Checksum);
    }

    [Fact]
    public async Task OpenAsync_EmbedderKeptInTheChecksumAlone_IsReadAsAnEmbedder()
    {
        using var embedder = new ScriptedEmbedder();
        await using (var collection = await OpenAsync(embedder))
            await collection.UpsertAsync([Words("a", "red apples")], cancellationToken: Token);
        Run("UPDATE spaces SET embedder = 0, provider = '', model = 'tests:words', checksum = 'embedder:' || checksum");
        await using (var again = await OpenAsync(embedder))
        {
            Assert.Equal("tests:words", again.BiEncoder);
            Assert.False((await SearchAsync(again, "apples")).Trace.Degraded);
        }

        await using var without = await Collection.OpenAsync(_folder.Path, new() { CrossEncoder = TinyModels.CrossEncoder }, Token);
        var embed = (await SearchAsync(without, "apples")).Trace.Stages.Single(s => s.Stage == StageTrace.Embed);
        Assert.Equal(ErrorCodes.EmbedderMissing, embed.FailureCode);
        Assert.Contains("'tests:words'", Assert.Single((await without.CheckHealthAsync(Token)).Degradations), StringComparison.Ordinal);
    }

    [Fact]
    public async Task OpenAsync_KindOfEmbedderThatIsNotKnown_IsRefused()
    {
        using var embedder = new ScriptedEmbedder();
        await using (await OpenAsync(embedder))
        {
        }

        Run("UPDATE spaces SET embedder = 2");
        Assert.Equal(ErrorCodes.StoreVersionUnknown, (await Assert.ThrowsAsync<StoreException>(() => OpenAsync(embedder))).Code);
    }

    private void Run(string sql)
    {
        using var database = Database.OpenForWriting(Path.Combine(_folder.Path, Schema.FileName), create: false, Durability.Durable);
        database.RunAll(sql);
    }

    private Task<Collection> OpenAsync(ScriptedEmbedder embedder) => Collection.OpenAsync(
        _folder.Path, new() { Embedder = embedder, CrossEncoder = TinyModels.CrossEncoder }, Token);

    private static Task<SearchResult> SearchAsync(Collection collection, string query) =>
        collection.SearchAsync(query, new() { Rerank = SearchRerankOptions.Off }, Token);

    private static Document Words(string id, string text) => new() { Id = id, Text = text };
}
