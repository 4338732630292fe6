namespace Lodestone.Indexing.Tests.Vectors.Contract;

public sealed class ContractCoverageTests
{
    [Fact]
    public void VectorIndexes_All_HaveTheContractsTests()
    {
        var kinds = typeof(VectorIndex).Assembly.GetTypes().Where(t => !t.IsAbstract && t.IsAssignableTo(typeof(VectorIndex)));
        var suites = typeof(VectorIndexContract).Assembly.GetTypes().Where(t => t.BaseType == typeof(VectorIndexContract)).Select(t => t.Name);
        Assert.Equal(kinds.Select(k => $"{k.Name}Tests").Order(StringComparer.Ordinal), suites.Order(StringComparer.Ordinal));
    }
}
