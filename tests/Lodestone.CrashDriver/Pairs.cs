using System.Globalization;

namespace Lodestone.CrashDriver;

/// <summary>Documents that are written two by two: whoever sees two versions, or one without the other, saw half a batch.</summary>
public static class Pairs
{
    /// <summary>How many pairs there are.</summary>
    public const int Count = 40;

    public static Document[] Of(int pair, int version) => [One(pair, "left", version), One(pair, "right", version)];

    /// <summary>Searches for a pair, and for all pairs, and checks that each is seen whole.</summary>
    /// <exception cref="InvalidOperationException">A search saw half a batch.</exception>
    public static async Task CheckAsync(Collection collection, int turn, CancellationToken cancellationToken)
    {
        var pair = turn % Count;
        var options = new SearchOptions
        {
            Candidates = 100,
            Top = 100,
            Rerank = SearchRerankOptions.Off,
            Retrieval = (RetrievalMode)(turn % 3),
            Exact = turn % 2 == 0,
            Filter = turn % 5 == 0 ? Filter.Parse($"pair = {Number(pair)}") : null,
        };
        var result = await collection.SearchAsync($"pair{Number(pair)} left right", options, cancellationToken);
        if (result.Trace.Degraded)
            throw new InvalidOperationException(string.Join('\n', result.Trace.Stages.Select(s => s.Failure)));
        foreach (var seen in result.Hits.GroupBy(h => h.Metadata["pair"].Number))
        {
            var versions = seen.Select(h => h.Metadata["version"].Number).Distinct().ToArray();
            if (versions.Length != 1 || (seen.Count() != 2 && result.Hits.Count < options.Top))
            {
                throw new InvalidOperationException(
                    $"At {result.Sequence} with {options.Retrieval}, exact {options.Exact}: pair {seen.Key} was seen as " +
                    string.Join(", ", seen.Select(h => $"{h.DocumentId} {h.Metadata["version"].Number} {h.Similarity} {h.Bm25}")));
            }
        }
    }

    private static Document One(int pair, string side, int version) => new()
    {
        Id = $"pair{Number(pair)}/{side}",
        Text = $"pair{Number(pair)} {side} version{Number(version)} lodestone",
        Metadata = new Dictionary<string, MetadataValue>
        {
            ["pair"] = MetadataValue.Of((double)pair),
            ["version"] = MetadataValue.Of((double)version),
        },
    };

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
