using Lodestone.CrashDriver;

namespace Lodestone.Reliability.Tests;

/// <summary>Whether a collection holds what it should, looked at in every way there is.</summary>
internal static class StateOracle
{
    private static readonly SearchOptions Everything = new()
    {
        Top = 10_000,
        Candidates = 10_000,
        Rerank = SearchRerankOptions.Off,
        Exact = true,
    };

    /// <summary>The versions of the documents that are in a collection.</summary>
    public static async Task<Dictionary<string, int>> ReadAsync(Collection collection)
    {
        var state = new Dictionary<string, int>(StringComparer.Ordinal);
        await foreach (var document in collection.ListAsync(cancellationToken: TestContext.Current.CancellationToken))
        {
            var version = (int)document.Metadata["version"].Number;
            Assert.Equal(Workload.Document(document.Id, version).Text, document.Text);
            state.Add(document.Id, version);
        }

        return state;
    }

    /// <summary>Fails unless exactly these documents are found by id, by meaning and by words, and a check finds nothing wrong.</summary>
    /// <param name="collection">The collection.</param>
    /// <param name="state">What is to be in it.</param>
    /// <param name="gone">Versions that may not be found.</param>
    /// <param name="random">Chooses whom to look at more closely.</param>
    public static async Task AssertAsync(
        Collection collection, Dictionary<string, int> state, IEnumerable<(string Id, int Version)> gone, Random random)
    {
        var cancel = TestContext.Current.CancellationToken;
        var read = await ReadAsync(collection);
        Assert.Equal(state.OrderBy(s => s.Key, StringComparer.Ordinal), read.OrderBy(s => s.Key, StringComparer.Ordinal));
        Assert.Equal(state.Count, await collection.CountAsync(cancellationToken: cancel));
        var check = await collection.CheckAsync(cancellationToken: cancel);
        Assert.Empty(check.Problems);
        foreach (var mode in Enum.GetValues<RetrievalMode>())
        {
            var found = await collection.SearchAsync(Workload.CommonWord, Everything with { Retrieval = mode }, cancel);
            Assert.False(found.Trace.Degraded);
            Assert.Equal(state.Keys.Order(StringComparer.Ordinal), found.Hits.Select(h => h.DocumentId).Order(StringComparer.Ordinal));
            Assert.All(found.Hits, h => Assert.Equal(state[h.DocumentId], (int)h.Metadata["version"].Number));
        }

        foreach (var (id, version) in state.OrderBy(_ => random.Next()).Take(5))
            Assert.Equal([id], await IdsAsync(collection, Workload.Mark(id, version), RetrievalMode.Keyword));
        foreach (var (id, version) in gone.OrderBy(_ => random.Next()).Take(5))
            Assert.Empty(await IdsAsync(collection, Workload.Mark(id, version), RetrievalMode.Keyword));
    }

    private static async Task<IEnumerable<string>> IdsAsync(Collection collection, string query, RetrievalMode mode)
    {
        var options = new SearchOptions { Retrieval = mode, Rerank = SearchRerankOptions.Off };
        return (await collection.SearchAsync(query, options, TestContext.Current.CancellationToken)).Hits.Select(h => h.DocumentId);
    }
}
