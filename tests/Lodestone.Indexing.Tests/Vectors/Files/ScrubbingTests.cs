using System.Runtime.InteropServices;
using Lodestone.Indexing.Vectors.Kernels;
using Lodestone.Indexing.Vectors.VectorTable;

namespace Lodestone.Indexing.Tests.Vectors.Files;

/// <summary>What is removed leaves no trace on disk once it was repaired and saved.</summary>
public sealed class ScrubbingTests
{
    private const int Dimensions = 32;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Save_AfterRemoveAndRepair_HoldsNoBytesOfTheVector(bool graph)
    {
        using var folder = new TempFolder();
        var vectors = SomeVectors.Clustered(400, Dimensions);
        using VectorIndex index = graph
            ? HnswIndex.Create(folder.Path, Dimensions, VectorMetric.Dot)
            : FlatIndex.Create(folder.Path, Dimensions, VectorMetric.Dot);
        index.Add(SomeVectors.Keys(400), vectors);
        index.Save(new Dictionary<string, string>());
        var floats = MemoryMarshal.AsBytes(vectors.AsSpan(100 * Dimensions, Dimensions)).ToArray();
        var codes = Codes(vectors.AsSpan(100 * Dimensions, Dimensions));
        Assert.True(Holds(folder.Floats, floats));
        Assert.True(Holds(folder.Index, codes));

        index.Remove([100]);
        index.Save(new Dictionary<string, string>());
        Assert.False(Holds(folder.Floats, floats));

        index.Repair();
        index.Save(new Dictionary<string, string>());
        Assert.False(Holds(folder.Index, codes));
        Assert.Equal(399, index.Count);
    }

    [Fact]
    public void Open_EndedBeforeScrubbing_Scrubs()
    {
        using var folder = new TempFolder();
        using var crashed = new TempFolder();
        var vectors = SomeVectors.Clustered(100, Dimensions);
        var floats = MemoryMarshal.AsBytes(vectors.AsSpan(10 * Dimensions, Dimensions)).ToArray();
        using (var index = FlatIndex.Create(folder.Path, Dimensions, VectorMetric.Dot))
        {
            index.Add(SomeVectors.Keys(100), vectors);
            index.Save(new Dictionary<string, string>());
            folder.CopyTo(crashed);
            index.Remove([10]);
            index.Save(new Dictionary<string, string>());
        }

        // The new save, and the floats as they were when it was complete but nothing was overwritten yet.
        File.Copy(folder.Index, crashed.Index, overwrite: true);
        Assert.True(Holds(crashed.Floats, floats));
        VectorIndex.Open(crashed.Path, readOnly: true).Dispose();
        Assert.True(Holds(crashed.Floats, floats));
        VectorIndex.Open(crashed.Path).Dispose();
        Assert.False(Holds(crashed.Floats, floats));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Open_ReadOnly_TakesInInMemoryAndChangesNoFile(bool graph)
    {
        using var folder = new TempFolder();
        var vectors = SomeVectors.Clustered(300, Dimensions);
        using (VectorIndex index = graph ? HnswIndex.Create(folder.Path, Dimensions) : FlatIndex.Create(folder.Path, Dimensions))
        {
            index.Add(SomeVectors.Keys(200), vectors.AsSpan(0, 200 * Dimensions));
            index.Save(new Dictionary<string, string>());
        }

        var (before, floats) = (File.ReadAllBytes(folder.Index), File.ReadAllBytes(folder.Floats));
        using (var opened = VectorIndex.Open(folder.Path, readOnly: true))
        {
            opened.Remove([5, 6, 7]);
            opened.Repair();
            opened.Add(SomeVectors.Keys(300).AsSpan(200), vectors.AsSpan(200 * Dimensions));
            opened.Remove([250]);
            opened.Repair();
            opened.Add([5], vectors.AsSpan(5 * Dimensions, Dimensions));
            Assert.Equal(297, opened.Count);
            Assert.Equal(297, opened.Keys().Distinct().Count());
            foreach (var key in new[] { 5, 100, 201, 299 })
            {
                var hit = opened.Search(vectors.AsSpan(key * Dimensions, Dimensions), new VectorQuery { Top = 1, Exact = true }).Hits[0];
                Assert.Equal(key, hit.Key);
                Assert.Equal(1, hit.Score, 1e-5f);
            }

            Assert.Equal(
                ErrorCodes.IndexReadOnly, Assert.Throws<InvalidStateException>(() => opened.Save(new Dictionary<string, string>())).Code);
        }

        Assert.Equal(before, File.ReadAllBytes(folder.Index));
        Assert.Equal(floats, File.ReadAllBytes(folder.Floats));
    }

    private static unsafe byte[] Codes(ReadOnlySpan<float> vector)
    {
        var codes = new byte[VectorSlots.StrideOf(vector.Length)];
        fixed (byte* c = codes)
            Quantizer.Store(vector, c, codes.Length);
        return codes[..vector.Length];
    }

    private static bool Holds(string file, byte[] bytes) => File.ReadAllBytes(file).AsSpan().IndexOf(bytes) >= 0;
}
