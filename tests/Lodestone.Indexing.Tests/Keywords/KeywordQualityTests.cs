using Lodestone.TestSupport;

namespace Lodestone.Indexing.Tests.Keywords;

public sealed class KeywordQualityTests
{
    // Measured: docs/decisions/0007-bm25.md; the floors are .005 below.
    [Theory]
    [InlineData("scifact", .682)]
    [InlineData("stackfaq", .748)]
    public void Search_JudgedCollection_ReachesTheFloor(string name, double floor)
    {
        var shared = Repository.Shared();
        var collection = new JudgedCollection(Path.Combine(shared, "datasets", name));
        using var folder = TemporaryFolder.OfMemory();
        using var index = KeywordIndex.Open(folder.Path, new());
        index.Add(collection.Entries);
        using var snapshot = index.Snapshot();
        Assert.InRange(collection.Ndcg(snapshot, TestContext.Current.CancellationToken), floor, 1);
    }
}
