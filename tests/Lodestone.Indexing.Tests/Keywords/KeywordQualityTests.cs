namespace Lodestone.Indexing.Tests.Keywords;

public sealed class KeywordQualityTests
{
    // Measured: docs/decisions/0007-bm25.md; the floors are .005 below.
    [Theory]
    [InlineData("scifact", .682)]
    [InlineData("stackfaq", .748)]
    public void Search_JudgedCollection_ReachesTheFloor(string name, double floor)
    {
        var shared = Environment.GetEnvironmentVariable("LODESTONE_SHARED") ?? Path.Combine(Root(), "..", "shared");
        if (!Directory.Exists(shared) && Environment.GetEnvironmentVariable("CI") != "true")
            Assert.Skip("The shared material is not beside the repository. Set LODESTONE_SHARED to its folder to run this test.");
        var collection = new JudgedCollection(Path.Combine(shared, "datasets", name));
        using var folder = new TemporaryFolder();
        using var index = KeywordIndex.Open(folder.Path, new());
        index.Add(collection.Entries);
        using var snapshot = index.Snapshot();
        Assert.InRange(collection.Ndcg(snapshot, TestContext.Current.CancellationToken), floor, 1);
    }

    private static string Root()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Lodestone.slnx")))
                return folder.FullName;
        }
        throw new InvalidOperationException("Lodestone.slnx is in no folder above the tests.");
    }
}
