namespace Lodestone.Indexing.Tests.Vectors.Contract;

/// <summary>What holds for every vector index, whatever is inside.</summary>
public abstract class VectorIndexContract
{
    private const int Dimensions = 24;
    private static readonly VectorMetric[] Metrics = Enum.GetValues<VectorMetric>();

    /// <summary>An empty index of the kind under test.</summary>
    protected abstract VectorIndex Create(string? folder, int dimensions, VectorMetric metric);

    public static TheoryData<VectorMetric> AllMetrics => [.. Metrics];

    [Theory]
    [MemberData(nameof(AllMetrics))]
    public void Search_Exact_EqualsComparingAllFloats(VectorMetric metric)
    {
        var vectors = SomeVectors.Clustered(700, Dimensions);
        using var index = Filled(metric, vectors);
        var queries = SomeVectors.Clustered(40, Dimensions, seed: 2);
        for (var i = 0; i < 40; i++)
        {
            var query = queries.AsSpan(i * Dimensions, Dimensions);
            SameHits(SomeVectors.Nearest(vectors, query, metric, 12), index.Search(query, new VectorQuery { Top = 12, Exact = true }));
        }
    }

    [Theory]
    [MemberData(nameof(AllMetrics))]
    public void Search_AtTheDefaults_FindsNearlyAllOfTheExact(VectorMetric metric)
    {
        var vectors = SomeVectors.Clustered(6_000, Dimensions);
        using var index = Filled(metric, vectors);
        var queries = SomeVectors.Clustered(100, Dimensions, seed: 2);
        var found = 0;
        for (var i = 0; i < 100; i++)
        {
            var query = queries.AsSpan(i * Dimensions, Dimensions);
            var exact = index.Search(query, new VectorQuery { Exact = true });
            var hits = index.Search(query).Hits;
            Assert.Equal(10, hits.Count);
            found += hits.Count(h => exact.Hits.Any(e => e.Key == h.Key));
        }

        // At the default exploration the graph finds .98 or more of these; a broken one far less.
        Assert.InRange(found, 950, 1_000);
    }

    [Fact]
    public void Search_EqualVectors_OrdersByKey()
    {
        using var index = Create(null, 3, VectorMetric.Cosine);
        index.Add([9, 4, 7, 1, 5], [.. Enumerable.Repeat(new[] { 1f, 2f, 3f }, 5).SelectMany(v => v)]);
        Assert.Equal([1, 4, 5], index.Search([1, 2, 3], new VectorQuery { Top = 3 }).Hits.Select(h => h.Key));
        Assert.Equal([1, 4, 5, 7, 9], index.Search([3, 2, 1], new VectorQuery { Top = 30 }).Hits.Select(h => h.Key));
    }

    [Fact]
    public void Search_EqualVectorsWithTies_OrdersAndCutsByTieAlsoWhenOpenedAgain()
    {
        using var folder = new TempFolder();
        float[] vectors = [.. Enumerable.Repeat(new[] { 1f, 2f, 3f }, 40).SelectMany(v => v)];
        long[] keys = [.. Enumerable.Range(0, 40).Select(i => (long)i)];
        ulong[] ties = [.. keys.Select(k => (ulong)(k * 31 % 40))];
        long[] expected = [.. keys.OrderBy(k => ties[k]).Take(5)];
        using (var index = Create(folder.Path, 3, VectorMetric.Cosine))
        {
            index.Add(keys, vectors, ties);
            Assert.Equal(expected, index.Search([1, 2, 3], new VectorQuery { Top = 5 }).Hits.Select(h => h.Key));
            index.Save(new Dictionary<string, string>());
        }

        using var again = VectorIndex.Open(folder.Path);
        Assert.Equal(expected, again.Search([1, 2, 3], new VectorQuery { Top = 5 }).Hits.Select(h => h.Key));
        Assert.Equal(ErrorCodes.CountsDiffer, Assert.Throws<InvalidArgumentException>(() => again.Add([90], vectors.AsSpan(0, 3), [1, 2])).Code);
    }

    [Fact]
    public void Search_Empty_GivesNothing()
    {
        using var index = Create(null, 3, VectorMetric.Dot);
        var results = index.Search([1, 2, 3]);
        Assert.Empty(results.Hits);
        Assert.Equal(SearchPath.Empty, results.Path);
        Assert.False(results.IsApproximate);
    }

    [Theory]
    [MemberData(nameof(AllMetrics))]
    public void Search_ZeroVectors_HaveASimilarity(VectorMetric metric)
    {
        using var index = Create(null, 2, metric);
        index.Add([0, 1], [0, 0, 3, 4]);
        var hits = index.Search([0, 0], new VectorQuery { Top = 2 }).Hits;
        Assert.Equal(metric == VectorMetric.Euclidean ? [0f, -5f] : [0f, 0f], hits.Select(h => h.Score));
    }

    [Theory]
    [InlineData(3_000)]
    [InlineData(300)]
    [InlineData(30)]
    [InlineData(3)]
    public void Search_Filtered_ReturnsOnlyAllowedAndNeverTooFew(int allowedCount)
    {
        const int Count = 6_000;
        var vectors = SomeVectors.Clustered(Count, Dimensions);
        using var index = Filled(VectorMetric.Cosine, vectors);
        var random = new Random(3);
        var allowed = KeySet.Of(Enumerable.Range(0, Count).OrderBy(_ => random.Next()).Take(allowedCount).Select(k => (long)k));
        var queries = SomeVectors.Clustered(50, Dimensions, seed: 2);
        var (found, wanted) = (0, 0);
        for (var i = 0; i < 50; i++)
        {
            var query = queries.AsSpan(i * Dimensions, Dimensions);
            var hits = index.Search(query, new VectorQuery { Allowed = allowed }).Hits;
            Assert.Equal(Math.Min(10, allowedCount), hits.Count);
            Assert.All(hits, h => Assert.True(allowed.Contains(h.Key)));
            var exact = SomeVectors.Nearest(vectors, query, VectorMetric.Cosine, 10, allowed.Contains);
            found += hits.Count(h => exact.Any(e => e.Key == h.Key));
            wanted += exact.Length;
        }

        Assert.True(found >= wanted * .95, $"recall {(double)found / wanted}");
    }

    [Fact]
    public void Search_MaxKeyAndHidden_LeaveOutWhatThisSearchMustNotSee()
    {
        var vectors = SomeVectors.Clustered(3_000, Dimensions);
        using var index = Filled(VectorMetric.Cosine, vectors);
        var query = vectors.AsSpan(0, Dimensions);
        var hidden = KeySet.Of(index.Search(query, new VectorQuery { Top = 5 }).Hits.Select(h => h.Key));
        var seen = new VectorQuery { Top = 20, MaxKey = 1_499, Hidden = hidden };
        var results = index.Search(query, seen);
        Assert.Equal(20, results.Hits.Count);
        Assert.All(results.Hits, h => Assert.True(h.Key <= 1_499 && !hidden.Contains(h.Key)));
        SameHits(
            SomeVectors.Nearest(vectors, query, VectorMetric.Cosine, 20, k => k <= 1_499 && !hidden.Contains(k)),
            index.Search(query, seen with { Exact = true }));
    }

    [Fact]
    public void Search_NothingMatches_GivesNothing()
    {
        using var index = Filled(VectorMetric.Cosine, SomeVectors.Clustered(3_000, Dimensions));
        var query = SomeVectors.Clustered(1, Dimensions);
        Assert.Empty(index.Search(query, new VectorQuery { Allowed = KeySet.Empty }).Hits);
        Assert.Empty(index.Search(query, new VectorQuery { Allowed = KeySet.Of([7_000_000]) }).Hits);
        Assert.Empty(index.Search(query, new VectorQuery { MaxKey = -1 }).Hits);
    }

    [Fact]
    public void Search_Top_NeverChangesTheOrderOfWhatIsFound()
    {
        var vectors = SomeVectors.Clustered(3_000, Dimensions);
        using var index = Filled(VectorMetric.Cosine, vectors);
        var query = SomeVectors.Clustered(1, Dimensions, seed: 4);
        var all = index.Search(query, new VectorQuery { Top = 3_000, Exact = true }).Hits;
        Assert.Equal(3_000, all.Count);
        for (var top = 1; top < 60; top += 7)
            Assert.Equal(all.Take(top), index.Search(query, new VectorQuery { Top = top, Exact = true }).Hits);
    }

    [Fact]
    public void Remove_Keys_AreNotFoundAnyMoreAndCanComeBack()
    {
        var vectors = SomeVectors.Clustered(2_000, Dimensions);
        using var index = Filled(VectorMetric.Cosine, vectors);
        Assert.Equal(2, index.Remove([5, 6, 999_999]));
        Assert.Equal(0, index.Remove([5]));
        Assert.Equal((1_998, 2), (index.Count, index.Removed));
        Assert.False(index.Contains(5));
        Assert.DoesNotContain(index.Search(vectors.AsSpan(5 * Dimensions, Dimensions)).Hits, h => h.Key is 5 or 6);
        index.Add([5], vectors.AsSpan(5 * Dimensions, Dimensions));
        Assert.Equal(5, index.Search(vectors.AsSpan(5 * Dimensions, Dimensions)).Hits[0].Key);
    }

    [Fact]
    public void Remove_All_LeavesAnIndexThatCanBeFilledAgain()
    {
        var vectors = SomeVectors.Clustered(500, Dimensions);
        using var index = Filled(VectorMetric.Cosine, vectors);
        Assert.Equal(500, index.Remove(SomeVectors.Keys(500)));
        Assert.Empty(index.Search(vectors.AsSpan(0, Dimensions)).Hits);
        index.Add(SomeVectors.Keys(250), vectors.AsSpan(0, 250 * Dimensions));
        Assert.Equal(500, index.Repair());
        Assert.Equal(0, index.Removed);
        index.Add(SomeVectors.Keys(250, 250), vectors.AsSpan(250 * Dimensions));
        Assert.Equal(1, index.Examine().ReachableShare);
        for (var i = 0; i < 500; i++)
            Assert.Equal(i, index.Search(vectors.AsSpan(i * Dimensions, Dimensions)).Hits[0].Key);
    }

    [Fact]
    public void Repair_Twice_HasNothingLeft()
    {
        using var index = Filled(VectorMetric.Cosine, SomeVectors.Clustered(600, Dimensions));
        index.Remove(SomeVectors.Keys(200));
        Assert.Equal(200, index.Repair());
        Assert.Equal(0, index.Repair());
        var health = index.Examine();
        Assert.Equal((400, 0, 200), (health.Count, health.Removed, health.Free));
    }

    [Theory]
    [InlineData(float.NaN)]
    [InlineData(float.PositiveInfinity)]
    [InlineData(float.NegativeInfinity)]
    public void Add_NotFinite_IsRefusedAndNothingAdded(float value)
    {
        using var index = Create(null, 2, VectorMetric.Cosine);
        var error = Assert.Throws<InvalidArgumentException>(() => index.Add([1, 2], [1, 1, 1, value]));
        Assert.Equal(ErrorCodes.VectorNotFinite, error.Code);
        Assert.Contains("key 2", error.Message, StringComparison.Ordinal);
        Assert.Equal(0, index.Count);
        Assert.Equal(ErrorCodes.VectorNotFinite, Assert.Throws<InvalidArgumentException>(() => index.Search([1, value])).Code);
    }

    [Fact]
    public void Add_WrongCalls_AreRefusedAndNothingAdded()
    {
        using var index = Create(null, 2, VectorMetric.Dot);
        index.Add([1], [1, 1]);
        Assert.Equal(ErrorCodes.IdDuplicate, Assert.Throws<InvalidArgumentException>(() => index.Add([2, 1], [1, 1, 1, 1])).Code);
        Assert.Equal(ErrorCodes.IdDuplicate, Assert.Throws<InvalidArgumentException>(() => index.Add([2, 2], [1, 1, 1, 1])).Code);
        Assert.Equal(ErrorCodes.OutOfRange, Assert.Throws<InvalidRangeException>(() => index.Add([-1], [1, 1])).Code);
        Assert.Equal(ErrorCodes.CountsDiffer, Assert.Throws<InvalidArgumentException>(() => index.Add([2], [1, 1, 1])).Code);
        Assert.Equal(ErrorCodes.VectorTooLong, Assert.Throws<InvalidArgumentException>(() => index.Add([2], [1e19f, 1])).Code);
        Assert.Equal(ErrorCodes.OutOfRange, Assert.Throws<InvalidRangeException>(() => index.Add([2], [1, 1], threads: 0)).Code);
        Assert.Equal(ErrorCodes.VectorDimensionsDiffer, Assert.Throws<InvalidArgumentException>(() => index.Search([1])).Code);
        Assert.Equal(
            ErrorCodes.OutOfRange, Assert.Throws<InvalidRangeException>(() => index.Search([1, 1], new VectorQuery { Top = 0 })).Code);
        Assert.Equal(
            ErrorCodes.OutOfRange, Assert.Throws<InvalidRangeException>(() => index.Search([1, 1], new VectorQuery { Top = VectorLimits.MaxTop + 1 })).Code);
        Assert.Equal(
            ErrorCodes.OutOfRange, Assert.Throws<InvalidRangeException>(() => index.Search([1, 1], new VectorQuery { EfSearch = 0 })).Code);
        Assert.Equal([1], index.Search([1, 1]).Hits.Select(h => h.Key));
        index.Add([], []);
        Assert.Equal(1, index.Count);
    }

    [Fact]
    public void Create_WrongCalls_AreRefused()
    {
        Assert.Equal(ErrorCodes.OutOfRange, Assert.Throws<InvalidRangeException>(() => Create(null, 0, VectorMetric.Cosine)).Code);
        Assert.Equal(
            ErrorCodes.OutOfRange, Assert.Throws<InvalidRangeException>(() => Create(null, VectorLimits.MaxDimensions + 1, VectorMetric.Cosine)).Code);
        Assert.Equal(ErrorCodes.OutOfRange, Assert.Throws<InvalidRangeException>(() => Create(null, 4, (VectorMetric)7)).Code);
    }

    [Fact]
    public void Add_Cancelled_AddsNothing()
    {
        using var index = Filled(VectorMetric.Cosine, SomeVectors.Clustered(50, Dimensions));
        Assert.Throws<OperationCanceledException>(() =>
            index.Add([100], SomeVectors.Clustered(1, Dimensions), cancellationToken: new CancellationToken(canceled: true)));
        Assert.Equal(50, index.Count);
        Assert.False(index.Contains(100));
    }

    [Fact]
    public void Add_Vectors_AreCopied()
    {
        float[] vector = [1, 2, 3];
        using var index = Create(null, 3, VectorMetric.Euclidean);
        index.Add([0], vector);
        Assert.Equal([1, 2, 3], vector);
        vector[0] = 100;
        Assert.Equal(0f, index.Search([1, 2, 3]).Hits[0].Score);
    }

    [Fact]
    public void Dispose_Used_Throws()
    {
        var index = Filled(VectorMetric.Cosine, SomeVectors.Clustered(10, Dimensions));
        index.Dispose();
        index.Dispose();
        Assert.Throws<ObjectDisposedException>(() => index.Search(new float[Dimensions]));
        Assert.Throws<ObjectDisposedException>(() => index.Add([90], new float[Dimensions]));
    }

    [Theory]
    [MemberData(nameof(AllMetrics))]
    public void Open_Saved_AnswersTheSame(VectorMetric metric)
    {
        using var folder = new TempFolder();
        var vectors = SomeVectors.Clustered(3_000, Dimensions);
        var query = SomeVectors.Clustered(1, Dimensions, seed: 9);
        VectorResults before;
        using (var index = Create(folder.Path, Dimensions, metric))
        {
            index.Add(SomeVectors.Keys(3_000), vectors);
            index.Remove(SomeVectors.Keys(100));
            before = index.Search(query);
            index.Save(new Dictionary<string, string> { ["sequence"] = "42", ["model"] = "é" });
            Assert.Equal("42", index.Labels["sequence"]);
        }

        var info = VectorIndex.ReadInfo(folder.Path);
        Assert.Equal((Dimensions, metric, 2_900, "42", "é"),
            (info.Dimensions, info.Metric, info.Count, info.Labels["sequence"], info.Labels["model"]));
        using var opened = VectorIndex.Open(folder.Path);
        Assert.Equal((2_900, 100, metric), (opened.Count, opened.Removed, opened.Metric));
        var after = opened.Search(query);
        Assert.Equal(before.Hits, after.Hits);
        Assert.Equal((before.Path, before.Compared), (after.Path, after.Compared));
        opened.Add(SomeVectors.Keys(100), vectors.AsSpan(0, 100 * Dimensions));
        Assert.Equal(7, opened.Search(vectors.AsSpan(7 * Dimensions, Dimensions)).Hits[0].Key);
    }

    [Fact]
    public void Open_NotSavedSince_IsTheLastSave()
    {
        using var folder = new TempFolder();
        var vectors = SomeVectors.Clustered(2_000, Dimensions);
        using (var index = Create(folder.Path, Dimensions, VectorMetric.Cosine))
        {
            index.Add(SomeVectors.Keys(1_000), vectors.AsSpan(0, 1_000 * Dimensions));
            index.Save(new Dictionary<string, string>());
            index.Remove(SomeVectors.Keys(500));
            index.Repair();
            index.Add(SomeVectors.Keys(1_000, 1_000), vectors.AsSpan(1_000 * Dimensions));
        }

        using var opened = VectorIndex.Open(folder.Path);
        Assert.Equal((1_000, 0), (opened.Count, opened.Removed));
        for (var i = 0; i < 1_000; i += 37)
            Assert.Equal(i, opened.Search(vectors.AsSpan(i * Dimensions, Dimensions)).Hits[0].Key);
    }

    [Fact]
    public void Save_ManyRounds_KeepsAnswersAndDoesNotGrow()
    {
        using var folder = new TempFolder();
        var vectors = SomeVectors.Clustered(6_000, Dimensions);
        var index = Create(folder.Path, Dimensions, VectorMetric.Euclidean);
        index.Add(SomeVectors.Keys(3_000), vectors.AsSpan(0, 3_000 * Dimensions));
        for (var round = 0; round < 6; round++)
        {
            // Half of it is replaced again and again: keys move between the first and the second half of the vectors.
            var (gone, come) = round % 2 == 0 ? (0, 3_000) : (3_000, 0);
            index.Remove(SomeVectors.Keys(1_500, gone));
            if (round % 3 != 1)
                index.Repair();
            index.Add(SomeVectors.Keys(1_500, come), vectors.AsSpan(come * Dimensions, 1_500 * Dimensions));
            index.Save(new Dictionary<string, string>());
            index.Dispose();
            index = VectorIndex.Open(folder.Path);
        }

        for (var i = 0; i < 3_000; i += 61)
            Assert.Equal(i, index.Search(vectors.AsSpan(i * Dimensions, Dimensions)).Hits[0].Key);
        index.Repair();
        index.Save(new Dictionary<string, string>());
        index.Dispose();
        Assert.Equal(2, Directory.GetFiles(folder.Path).Length);
    }

    [Fact]
    public void Save_WithoutAFolder_IsRefused()
    {
        using var index = Create(null, 3, VectorMetric.Cosine);
        Assert.Equal(
            ErrorCodes.IndexWithoutFolder, Assert.Throws<InvalidStateException>(() => index.Save(new Dictionary<string, string>())).Code);
    }

    [Fact]
    public void Save_LabelsBeyondTheHeader_AreRefused()
    {
        using var folder = new TempFolder();
        using var index = Create(folder.Path, 2, VectorMetric.Cosine);
        var labels = new Dictionary<string, string> { ["long"] = new('x', 1 << 20) };
        Assert.Equal(ErrorCodes.IndexLabelsTooLong, Assert.Throws<InvalidArgumentException>(() => index.Save(labels)).Code);
    }

    private VectorIndex Filled(VectorMetric metric, float[] vectors)
    {
        var index = Create(null, Dimensions, metric);
        index.Add(SomeVectors.Keys(vectors.Length / Dimensions), vectors);
        return index;
    }

    private static void SameHits(IndexHit[] expected, VectorResults found)
    {
        Assert.False(found.IsApproximate);
        Assert.Equal(expected.Select(h => h.Key), found.Hits.Select(h => h.Key));
        // Floats over 24 dimensions keep six digits.
        foreach (var (e, f) in expected.Zip(found.Hits))
            Assert.Equal(e.Score, f.Score, 1e-5f * Math.Max(1, Math.Abs(e.Score)));
    }
}
