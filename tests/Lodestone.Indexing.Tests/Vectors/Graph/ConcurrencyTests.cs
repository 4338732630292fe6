namespace Lodestone.Indexing.Tests.Vectors.Graph;

/// <summary>Searches go on while others add, remove, repair and save, and see what they are meant to see.</summary>
public sealed class ConcurrencyTests
{
    private const int Dimensions = 16;

    [Fact]
    public async Task Search_WhileAllElseGoesOn_SeesItsOwnSnapshot()
    {
        const int Stable = 2_000;
        using var folder = new TempFolder();
        var vectors = SomeVectors.Clustered(6_000, Dimensions);
        using var index = HnswIndex.Create(folder.Path, Dimensions);
        index.Add(SomeVectors.Keys(Stable), vectors.AsSpan(0, Stable * Dimensions));
        using var done = new CancellationTokenSource();
        var searches = Enumerable.Range(0, 2).Select(t => Task.Run(() =>
        {
            var (count, found) = (0, 0);
            for (var i = t; !done.IsCancellationRequested; i = (i + 7) % Stable)
            {
                // The first 2,000 never change, so each finds itself, and nothing that came later.
                var hits = index.Search(vectors.AsSpan(i * Dimensions, Dimensions), new VectorQuery { MaxKey = Stable - 1 }).Hits;
                Assert.Equal(10, hits.Count);
                Assert.All(hits, h => Assert.InRange(h.Key, 0, Stable - 1));
                count++;
                found += hits[0].Key == i ? 1 : 0;
            }

            return (Count: count, Found: found);
        })).ToArray();

        for (var round = 0; round < 8; round++)
        {
            index.Add(SomeVectors.Keys(500, 10_000 + round * 500), vectors.AsSpan((Stable + round * 500) * Dimensions, 500 * Dimensions), threads: 2);
            if (round == 0)
                continue;
            index.Remove(SomeVectors.Keys(500, 10_000 + (round - 1) * 500));
            if (round % 2 == 0)
                index.Repair();
            if (round % 3 == 0)
                index.Save(new Dictionary<string, string>());
        }

        await done.CancelAsync();
        var results = await Task.WhenAll(searches);
        Assert.All(results, r => Assert.True(r.Count > 0));
        // A walk that meets a block in the middle of a change may miss one in thousands.
        Assert.True(results.Sum(r => r.Found) >= results.Sum(r => r.Count) * .99);
        Assert.Equal(Stable + 500, index.Count);
    }

    [Fact]
    public async Task Dispose_WhileSearching_WaitsForThem()
    {
        for (var round = 0; round < 20; round++)
        {
            var index = FlatIndex.Create(null, Dimensions);
            index.Add(SomeVectors.Keys(500), SomeVectors.Clustered(500, Dimensions));
            var query = SomeVectors.Clustered(1, Dimensions);
            var searched = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            var searching = Task.Run(() =>
            {
                for (var i = 0; ; i++)
                {
                    index.Search(query);
                    if (i == round)
                        searched.SetResult();
                }
            });
            await await Task.WhenAny(searched.Task, searching);
            index.Dispose();
            await Assert.ThrowsAsync<ObjectDisposedException>(() => searching);
        }
    }
}
