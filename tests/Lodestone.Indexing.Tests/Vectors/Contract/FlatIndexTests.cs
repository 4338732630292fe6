namespace Lodestone.Indexing.Tests.Vectors.Contract;

public sealed class FlatIndexTests : VectorIndexContract
{
    protected override VectorIndex Create(string? folder, int dimensions, VectorMetric metric) => FlatIndex.Create(folder, dimensions, metric);

    [Fact]
    public void Search_ManyVectors_RescoresFew()
    {
        const int Dimensions = 384;
        using var index = FlatIndex.Create(null, Dimensions);
        index.Add(SomeVectors.Keys(5_000), SomeVectors.Clustered(5_000, Dimensions));
        var results = index.Search(SomeVectors.Clustered(1, Dimensions, seed: 5));
        Assert.Equal(5_000, results.Compared);
        // The bound on the codes' error is what keeps it exact; were it too wide, all would be compared by floats.
        Assert.InRange(results.Rescored, 10, 1_500);
    }
}
