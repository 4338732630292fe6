namespace Lodestone.Benchmarks;

/// <summary>Measures the speed of nearest-neighbour search at a recall, and the cost of the index, against other libraries.</summary>
internal sealed class VectorsBenchmark : IBenchmark
{
    private const int Threads = 2;
    private const int Links = 16;
    private const int BuildExploration = 200;
    private static readonly int[] Explorations = [12, 16, 24, 32, 48, 64, 96, 128, 192];

    // The exploration for recall .98 on this fixture; the same before and after the changes.
    private const int ChangesExploration = 48;

    public async Task<BenchmarkReport> RunAsync(BenchmarkContext context)
    {
        var fixture = AnnFixture.Load(context.Shared, context.Quick ? 10_000 : int.MaxValue);
        VectorPeer.Program(context.Repository);
        var folder = Path.Combine(context.Repository.Root, "artifacts", "bench-vectors");
        var faiss = VectorPeer.FaissBuild(context.Repository);
        var systems = new List<IVectorSystem>();
        try
        {
            var peers = new List<VectorPeer>();
            var builds = new List<VectorBuild>();
            // Our index is built before each peer, because the ratios compare builds close in time.
            foreach (var (key, description) in ((string, string)[])
                [
                    ("hnswlib", "hnswlib 0.6.2 of Debian, floats, compiled for this CPU"),
                    ("faiss-f32", $"faiss 1.7.3 of Debian, IndexHNSWFlat, {faiss}"),
                    ("faiss-8bit", $"faiss 1.7.3 of Debian, IndexHNSWSQ with QT_8bit, {faiss}"),
                ])
            {
                builds.Add(LodestoneVectors.BuildIn(folder, fixture, Threads));
                BenchmarkContext.Progress($"  lodestone built in {builds[^1].Seconds:0.0} s");
                peers.Add(await VectorPeer.StartAsync(context.Repository, key, description, fixture, Links, BuildExploration, Threads));
                systems.Add(peers[^1]);
                BenchmarkContext.Progress($"  {key} built in {peers[^1].Build.Seconds:0.0} s");
            }

            var seconds = builds.Select(b => b.Seconds).ToArray();
            var lodestone = LodestoneVectors.Open(folder, fixture, new VectorBuild(Statistics.Median(seconds), builds[0].ResidentBytes));
            systems.Insert(0, lodestone);
            var rounds = context.RoundsOr(full: 9, quick: 2);
            var curves = await CurvesAsync(systems, rounds);
            var filters = new[] { 1, .5, .1, .01, .001 }.Select(share => VectorFiltering.Measure(lodestone, share, rounds)).ToArray();
            var changes = VectorChanges.Measure(lodestone, ChangesExploration, rounds);
            var health = lodestone.Index.Examine();
            return new VectorsReport(fixture, lodestone, curves, seconds, filters, changes, health, rounds).Build();
        }
        finally
        {
            foreach (var system in systems)
                await system.DisposeAsync();
            if (Directory.Exists(folder))
                Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task<IReadOnlyList<VectorCurve>> CurvesAsync(List<IVectorSystem> systems, int rounds)
    {
        var curves = systems.Select(s => new VectorCurve(s, Explorations)).ToArray();
        // The first round warms up.
        for (var round = 0; round <= rounds; round++)
        {
            var results = systems.Select(_ => new VectorRound[Explorations.Length]).ToArray();
            for (var point = 0; point < Explorations.Length; point++)
            {
                for (var i = 0; i < systems.Count; i++)
                    results[i][point] = await systems[i].SearchAsync(Explorations[point]);
            }

            if (round == 0)
                continue;
            BenchmarkContext.Progress($"  round {round} of {rounds}");
            for (var i = 0; i < systems.Count; i++)
                curves[i].Add(results[i]);
        }

        return curves;
    }
}
