using System.Diagnostics;
using System.Globalization;
using Lodestone.Indexing;

namespace Lodestone.Benchmarks;

/// <summary>Lodestone's index with a graph, saved to a folder and opened again, as in a program that has just started.</summary>
internal sealed class LodestoneVectors : IVectorSystem
{
    private LodestoneVectors(AnnFixture fixture, HnswIndex index, VectorBuild build, double openSeconds, long fileBytes)
    {
        Fixture = fixture;
        Index = index;
        Build = build;
        OpenSeconds = openSeconds;
        FileBytes = fileBytes;
    }

    public string Key => "lodestone";

    public string Description =>
        $"HnswIndex, codes of one byte a dimension, floats mapped from a file; M {Index.Options.M}, efConstruction {Index.Options.EfConstruction}";

    public AnnFixture Fixture { get; }

    public HnswIndex Index { get; }

    public VectorBuild Build { get; }

    public double OpenSeconds { get; }

    /// <summary>The size of the folder in bytes.</summary>
    public long FileBytes { get; }

    /// <summary>
    /// Builds an index in a folder, and saves it. Its memory is exact only for the first in a process: later ones reuse freed memory.
    /// </summary>
    public static VectorBuild BuildIn(string folder, AnnFixture fixture, int threads)
    {
        if (Directory.Exists(folder))
            Directory.Delete(folder, recursive: true);
        var keys = Enumerable.Range(0, fixture.Count).Select(i => (long)i).ToArray();
        var before = ResidentBytes();
        using var index = HnswIndex.Create(folder, fixture.Dimensions);
        var clock = Stopwatch.StartNew();
        index.Add(keys, fixture.Vectors, threads);
        var seconds = clock.Elapsed.TotalSeconds;
        index.Save(new Dictionary<string, string>());
        return new VectorBuild(seconds, ResidentBytes() - before);
    }

    /// <summary>Opens the built index.</summary>
    public static LodestoneVectors Open(string folder, AnnFixture fixture, VectorBuild build)
    {
        var clock = Stopwatch.StartNew();
        var index = (HnswIndex)VectorIndex.Open(folder);
        var openSeconds = clock.Elapsed.TotalSeconds;
        return new LodestoneVectors(fixture, index, build, openSeconds, Directory.GetFiles(folder).Sum(f => new FileInfo(f).Length));
    }

    public Task<VectorRound> SearchAsync(int exploration) =>
        Task.FromResult(Search(Index, new VectorQuery { Top = AnnFixture.Top, EfSearch = exploration }, q => Fixture.Nearest(q)[..AnnFixture.Top]));

    /// <summary>Searches for every query of the fixture once.</summary>
    /// <param name="index">The index.</param>
    /// <param name="query">The options of the searches.</param>
    /// <param name="truth">The exact result for each query.</param>
    public VectorRound Search(VectorIndex index, VectorQuery query, VectorTruth truth)
    {
        var found = new VectorResults[Fixture.QueryCount];
        var clock = Stopwatch.StartNew();
        for (var i = 0; i < found.Length; i++)
            found[i] = index.Search(Fixture.Query(i), query);
        var seconds = clock.Elapsed.TotalSeconds;
        var (right, wanted) = (0, 0);
        for (var i = 0; i < found.Length; i++)
        {
            wanted += truth(i).Length;
            foreach (var hit in found[i].Hits)
                right += truth(i).Contains((int)(hit.Key % Fixture.Count)) ? 1 : 0;
        }

        return new VectorRound(seconds, found.Length, (double)right / wanted);
    }

    public ValueTask DisposeAsync()
    {
        Index.Dispose();
        return ValueTask.CompletedTask;
    }

    // The memory of the process that is not backed by files, after a garbage collection.
    private static long ResidentBytes()
    {
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        var line = File.ReadLines("/proc/self/status").First(l => l.StartsWith("RssAnon:", StringComparison.Ordinal));
        return long.Parse(line["RssAnon:".Length..^"kB".Length].Trim(), CultureInfo.InvariantCulture) * 1024;
    }
}
