using System.Diagnostics;
using Lodestone.Indexing;

namespace Lodestone.Benchmarks;

/// <summary>The effect on recall and rate of removing three tenths of the vectors, repairing, and adding as many again.</summary>
/// <param name="Stage">The change before the search.</param>
/// <param name="Seconds">The time of the change.</param>
/// <param name="Round">The search afterwards.</param>
internal sealed record VectorChanges(string Stage, double Seconds, VectorRound Round)
{
    public static IReadOnlyList<VectorChanges> Measure(LodestoneVectors system, int exploration, int repetitions)
    {
        var (fixture, index) = (system.Fixture, system.Index);
        var query = new VectorQuery { Top = AnnFixture.Top, EfSearch = exploration };
        var gone = Enumerable.Range(0, fixture.Count).Where(IsGone).Select(k => (long)k).ToArray();
        var left = Enumerable.Range(0, fixture.QueryCount).Select(q => Nearest(fixture, q, k => !IsGone(k))).ToArray();
        var all = Enumerable.Range(0, fixture.QueryCount).Select(q => Nearest(fixture, q, _ => true)).ToArray();
        var steps = new List<VectorChanges>();
        Step("nothing", () => { }, all);
        Step("three tenths removed", () => index.Remove(gone), left);
        Step("and repaired, on one thread", () => index.Repair(), left);
        Step("and as many added again, on one thread", () => AddAgain(fixture, index, gone), all);
        return steps;

        void Step(string stage, Action act, int[][] truth)
        {
            var clock = Stopwatch.StartNew();
            act();
            var seconds = clock.Elapsed.TotalSeconds;
            // The fastest of several, because other work on the machine can only slow a search.
            var best = Enumerable.Range(0, repetitions).Select(_ => system.Search(index, query, q => truth[q])).MinBy(r => r.Seconds)!;
            BenchmarkContext.Progress($"  {stage}: {seconds:0.0} s, recall {best.Recall:0.0000}, {best.Rate:#,0}/s");
            steps.Add(new VectorChanges(stage, seconds, best));
        }
    }

    // The same vectors under new keys, so that the exact results are still valid.
    private static void AddAgain(AnnFixture fixture, HnswIndex index, long[] gone)
    {
        var vectors = new float[gone.Length * fixture.Dimensions];
        for (var i = 0; i < gone.Length; i++)
            fixture.Vector((int)gone[i]).CopyTo(vectors.AsSpan(i * fixture.Dimensions));
        index.Add([.. gone.Select(k => k + fixture.Count)], vectors);
    }

    private static bool IsGone(int key) => (uint)key * 2_654_435_761 % 10 < 3;

    private static int[] Nearest(AnnFixture fixture, int query, Func<int, bool> counts) =>
        [.. fixture.Nearest(query).ToArray().Where(counts).Take(AnnFixture.Top)];
}
