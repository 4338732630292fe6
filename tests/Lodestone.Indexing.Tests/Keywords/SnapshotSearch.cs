namespace Lodestone.Indexing.Tests.Keywords;

internal static class SnapshotSearch
{
    /// <summary>Searches until the test is cancelled.</summary>
    public static KeywordResults Find(this KeywordSnapshot snapshot, string query, int top, KeySet? allowed = null) =>
        snapshot.Search(query, top, allowed, TestContext.Current.CancellationToken);
}
