using Lodestone.Indexing;

namespace Lodestone.Benchmarks;

/// <summary>Searching with a filter that lets a share of the vectors pass, at the default exploration.</summary>
/// <param name="Share">The share that passes.</param>
/// <param name="Path">The search path of most searches.</param>
/// <param name="Compared">The number of vectors compared per search.</param>
/// <param name="Fewest">The minimum number of hits of a search.</param>
/// <param name="Round">Recall, against an exact search with the same filter, and rate.</param>
internal sealed record VectorFiltering(double Share, SearchPath Path, double Compared, int Fewest, VectorRound Round)
{
    public static VectorFiltering Measure(LodestoneVectors system, double share, int repetitions)
    {
        var (fixture, index) = (system.Fixture, system.Index);
        var passing = KeySet.Of(Enumerable.Range(0, fixture.Count).Select(k => (long)k).OrderBy(Shuffled).Take((int)(fixture.Count * share)));
        var query = new VectorQuery { Top = AnnFixture.Top, Allowed = share < 1 ? passing : null };
        var (truth, results) = (new int[fixture.QueryCount][], new VectorResults[fixture.QueryCount]);
        for (var i = 0; i < truth.Length; i++)
        {
            truth[i] = [.. index.Search(fixture.Query(i), query with { Exact = true }).Hits.Select(h => (int)h.Key)];
            results[i] = index.Search(fixture.Query(i), query);
        }

        var best = Enumerable.Range(0, repetitions).Select(_ => system.Search(index, query, q => truth[q])).MinBy(r => r.Seconds)!;
        var path = results.CountBy(r => r.Path).MaxBy(p => p.Value).Key;
        BenchmarkContext.Progress($"  filter {share:0.0%}: {path}, recall {best.Recall:0.0000}, {best.Rate:#,0}/s");
        return new VectorFiltering(share, path, results.Average(r => r.Compared), results.Min(r => r.Hits.Count), best);
    }

    private static uint Shuffled(long key) => (uint)((ulong)key * 0x9E3779B97F4A7C15 >> 32);
}
