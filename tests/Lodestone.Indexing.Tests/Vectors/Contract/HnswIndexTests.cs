namespace Lodestone.Indexing.Tests.Vectors.Contract;

public sealed class HnswIndexTests : VectorIndexContract
{
    protected override VectorIndex Create(string? folder, int dimensions, VectorMetric metric) => HnswIndex.Create(folder, dimensions, metric);
}
