namespace Lodestone.Indexing.Tests.Vectors.Graph;

public sealed class HnswGraphTests
{
    private const int Dimensions = 32;

    [Fact]
    public void Add_SameSeedAndOrder_MakesTheSameGraph()
    {
        var vectors = SomeVectors.Clustered(3_000, Dimensions);
        using var one = Built(vectors, new HnswOptions { Seed = 5 });
        using var same = Built(vectors, new HnswOptions { Seed = 5 });
        using var other = Built(vectors, new HnswOptions { Seed = 6 });
        Assert.Equal(one.Examine(0).DegreeHistogram, same.Examine(0).DegreeHistogram);
        Assert.NotEqual(one.Examine(0).LevelHistogram, other.Examine(0).LevelHistogram);
        var queries = SomeVectors.Clustered(100, Dimensions, seed: 2);
        for (var i = 0; i < 100; i++)
        {
            var (a, b) = (Walk(one, queries, i), Walk(same, queries, i));
            Assert.Equal(a.Hits, b.Hits);
            Assert.Equal(a.Compared, b.Compared);
        }
    }

    [Fact]
    public void Add_InPortionsOrAtOnce_MakesTheSameGraph()
    {
        var vectors = SomeVectors.Clustered(2_000, Dimensions);
        using var once = Built(vectors, new HnswOptions());
        using var portions = HnswIndex.Create(null, Dimensions);
        for (var i = 0; i < 2_000; i += 250)
            portions.Add(SomeVectors.Keys(250, i), vectors.AsSpan(i * Dimensions, 250 * Dimensions));
        var queries = SomeVectors.Clustered(50, Dimensions, seed: 2);
        for (var i = 0; i < 50; i++)
            Assert.Equal(Walk(once, queries, i).Compared, Walk(portions, queries, i).Compared);
    }

    [Fact]
    public void Add_OnTwoThreads_IsAsGood()
    {
        var vectors = SomeVectors.Clustered(5_000, Dimensions);
        using var index = HnswIndex.Create(null, Dimensions);
        index.Add(SomeVectors.Keys(5_000), vectors, threads: 2);
        var health = index.Examine();
        Assert.InRange(health.ReachableShare, .999, 1);
        Assert.InRange(health.SampledRecall!.Value, .98, 1);
        Assert.Equal(5_000, health.DegreeHistogram.Sum());
        Assert.Equal(5_000, health.LevelHistogram.Sum());
        Assert.Equal(0, health.DegreeHistogram[0]);
    }

    [Fact]
    public void Search_Walk_SaysWhatItDid()
    {
        using var index = Built(SomeVectors.Clustered(5_000, Dimensions), new HnswOptions());
        var query = SomeVectors.Clustered(1, Dimensions, seed: 3);
        var walk = index.Search(query, new VectorQuery { EfSearch = 20 });
        Assert.Equal((SearchPath.GraphWalk, true, 20), (walk.Path, walk.IsApproximate, walk.EfSearch));
        Assert.InRange(walk.Compared, 20, 1_500);
        Assert.InRange(walk.Rescored, 10, 30);
        var exact = index.Search(query, new VectorQuery { Exact = true });
        Assert.Equal((SearchPath.ExactScan, false, 5_000, 0), (exact.Path, exact.IsApproximate, exact.Compared, exact.EfSearch));
        var few = index.Search(query, new VectorQuery { Allowed = KeySet.Of(SomeVectors.Keys(100)) });
        Assert.Equal((SearchPath.FilteredExactScan, 100), (few.Path, few.Compared));
        var half = index.Search(query, new VectorQuery { Allowed = KeySet.Of(SomeVectors.Keys(2_500)), EfSearch = 12 });
        Assert.Equal(SearchPath.FilteredGraphWalk, half.Path);
    }

    [Fact]
    public void Search_AllowedAreElsewhere_FallsBackToExact()
    {
        // Two far groups: what is allowed is all in the one, the query in the other.
        var near = SomeVectors.Clustered(4_000, Dimensions);
        var far = SomeVectors.Clustered(2_000, Dimensions, seed: 8);
        for (var i = 0; i < near.Length; i++)
            near[i] = 0.1f * near[i] + 1;
        for (var i = 0; i < far.Length; i++)
            far[i] = 0.1f * far[i] - 1;
        using var index = HnswIndex.Create(null, Dimensions, VectorMetric.Euclidean);
        index.Add(SomeVectors.Keys(4_000), near);
        index.Add(SomeVectors.Keys(2_000, 4_000), far);
        var query = near.AsSpan(0, Dimensions);
        var results = index.Search(query, new VectorQuery { Allowed = KeySet.Of(SomeVectors.Keys(2_000, 4_000)), EfSearch = 15 });
        Assert.Equal((SearchPath.FellBackToExact, false), (results.Path, results.IsApproximate));
        Assert.Equal(SomeVectors.Nearest(far, query, VectorMetric.Euclidean, 10).Select(h => h.Key + 4_000), results.Hits.Select(h => h.Key));
    }

    [Fact]
    public void Repair_AfterManyRemovals_HoldsRecallAndUsesPlacesAgain()
    {
        const int Count = 6_000;
        var vectors = SomeVectors.Clustered(2 * Count, Dimensions);
        using var index = Built(vectors[..(Count * Dimensions)], new HnswOptions());
        var memory = index.Examine(0).MemoryBytes;
        for (var round = 0; round < 3; round++)
        {
            // Three tenths go, among them whole neighbourhoods, and as many come.
            var gone = SomeVectors.Keys(Count * 3 / 10, Count * 3 / 10 * round);
            Assert.Equal(gone.Length, index.Remove(gone));
            Assert.Equal(gone.Length, index.Repair());
            var health = index.Examine();
            Assert.Equal(1, health.ReachableShare);
            Assert.InRange(health.SampledRecall!.Value, .98, 1);
            index.Add([.. gone.Select(k => k + Count)], vectors.AsSpan((int)(gone[0] + Count) * Dimensions, gone.Length * Dimensions));
            health = index.Examine();
            Assert.Equal((Count, 0, 0), (health.Count, health.Removed, health.Free));
            Assert.InRange(health.SampledRecall!.Value, .98, 1);
            Assert.InRange(health.MemoryBytes, memory, memory * 1.05);
        }
    }

    [Fact]
    public void Search_WhileRemovedAreNotRepaired_HoldsRecall()
    {
        using var index = Built(SomeVectors.Clustered(6_000, Dimensions), new HnswOptions());
        index.Remove(SomeVectors.Keys(1_800));
        Assert.InRange(index.Examine().SampledRecall!.Value, .98, 1);
    }

    [Fact]
    public void From_AFlatIndex_FindsTheSame()
    {
        var vectors = SomeVectors.Clustered(3_000, Dimensions);
        using var flat = FlatIndex.Create(null, Dimensions, VectorMetric.Dot);
        flat.Add(SomeVectors.Keys(3_000, 10), vectors);
        flat.Remove([10]);
        using var index = HnswIndex.From(flat, folder: null);
        Assert.Equal((2_999, VectorMetric.Dot), (index.Count, index.Metric));
        var query = SomeVectors.Clustered(1, Dimensions, seed: 3);
        Assert.Equal(flat.Search(query).Hits, index.Search(query, new VectorQuery { Exact = true }).Hits);
    }

    [Theory]
    [InlineData(3, 200)]
    [InlineData(129, 200)]
    [InlineData(16, 7)]
    [InlineData(16, 4_001)]
    public void Create_OptionsOutOfRange_AreRefused(int links, int efSearch) =>
        Assert.Throws<ArgumentOutOfRangeException>(() =>
            HnswIndex.Create(null, 4, options: new HnswOptions { M = links, EfConstruction = efSearch }));

    private static HnswIndex Built(float[] vectors, HnswOptions options)
    {
        var index = HnswIndex.Create(null, Dimensions, options: options);
        index.Add(SomeVectors.Keys(vectors.Length / Dimensions), vectors);
        return index;
    }

    private static VectorResults Walk(HnswIndex index, float[] queries, int i) =>
        index.Search(queries.AsSpan(i * Dimensions, Dimensions), new VectorQuery { EfSearch = 20 });
}
