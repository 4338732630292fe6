using Lodestone.Storage;

namespace Lodestone.Core.Tests.Storage;

public sealed class ConcurrencyTests : IDisposable
{
    private readonly TempStore _temp = new();

    public void Dispose() => _temp.Dispose();

    [Fact]
    public async Task Snapshots_WhileBatchesAreWritten_SeeWholeBatches()
    {
        const int PerBatch = 7;
        var token = TestContext.Current.CancellationToken;
        using var store = _temp.Open();
        using var other = DocumentStore.OpenReadOnly(_temp.Folder);
        using var done = new CancellationTokenSource();
        var readers = Enumerable.Range(0, 4).Select(i => Task.Run(() => Read(i % 2 == 0 ? store : other, done.Token), token)).ToArray();
        var writers = Enumerable.Range(0, 2).Select(w => Task.Run(() => Write(store, w), token)).ToArray();
        await Task.WhenAll(writers);
        await done.CancelAsync();
        Assert.True((await Task.WhenAll(readers)).Sum() > 10);
        using var snapshot = store.Snapshot();
        Assert.Equal(PerBatch, snapshot.Documents);
        Assert.Empty(store.Check(full: true, token));

        // Each batch replaces all documents by a version of their own.
        static void Write(DocumentStore store, int writer)
        {
            for (var version = 0; version < 60; version++)
            {
                using var batch = store.BeginBatch();
                for (var i = 0; i < PerBatch; i++)
                {
                    var document = TempStore.Doc($"d{i}", $"version {writer}.{version}", ("v", MetadataValue.Of($"{writer}.{version}")));
                    batch.Upsert(document, TempStore.Cut(document));
                }

                batch.Commit();
            }
        }

        static int Read(DocumentStore store, CancellationToken done)
        {
            var reads = 0;
            for (; !done.IsCancellationRequested; reads++)
            {
                using var snapshot = store.Snapshot();
                var texts = snapshot.Stream().Select(d => d.Document.Text).ToArray();
                if (texts.Length == 0)
                    continue;
                Assert.Equal(PerBatch, texts.Length);
                Assert.Single(texts.Distinct(StringComparer.Ordinal));
                var keys = snapshot.Match(Filter.Equal("v", texts[0]["version ".Length..]), CancellationToken.None);
                Assert.Equal(snapshot.Passages, keys.Count);
                Assert.Equal(keys.Count, snapshot.ReadPassages([.. keys.Keys()]).Count);
            }

            return reads;
        }
    }
}
