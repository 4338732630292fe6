namespace Lodestone.Indexing;

/// <summary>The words of a query that a snapshot has, weightiest first, and neighbours that count more together.</summary>
/// <param name="Words">Each with the most it can add to a score; equal weights in ordinal order.</param>
/// <param name="Pairs">In the order of the query.</param>
internal sealed record PreparedQuery(
    IReadOnlyList<(string Word, double Weight)> Words, IReadOnlyList<(string First, string Second, double Weight)> Pairs);
