using Lodestone.Writing;

namespace Lodestone.Server.Admission;

/// <summary>
/// How many tokens a search has models read for each passage it may rerank, as the searches so far had it: what collections' passages are
/// long, and what is in caches, shows there and nowhere else beforehand.
/// </summary>
/// <remarks>Thread-safe.</remarks>
internal sealed class SearchCost
{
    // About twenty searches decide.
    private const double Weight = .1;

    private readonly Lock _gate = new();
    private double _perPassage = ServerDefaults.SearchPassageTokens;

    /// <summary>What a search will probably cost.</summary>
    public long Estimate(string query, SearchOptions options)
    {
        lock (_gate)
            return TokenEstimate.OfQuery(query, options) + (long)Math.Ceiling(Passages(options) * _perPassage);
    }

    /// <summary>Takes in what one cost that was not stopped.</summary>
    public void Learn(string query, SearchOptions options, long read)
    {
        var passages = Passages(options);
        if (passages == 0)
            return;
        var found = Math.Max(0, read - TokenEstimate.OfQuery(query, options)) / (double)passages;
        lock (_gate)
            _perPassage += Weight * (found - _perPassage);
    }

    private static long Passages(SearchOptions options) =>
        options.Rerank.Enabled ? Math.Min(options.Rerank.Depth, 2L * options.Candidates) : 0;
}

/// <summary>How many tokens models will read for what is not tokenised before it is admitted.</summary>
internal static class TokenEstimate
{
    // What models put round a text, or between two.
    private const int Special = 3;

    // No encoder reads more of one text at once than this; longer ones are cut or read in parts.
    private const int MostAtOnce = 512;

    /// <summary>A batch of a stream of documents, of which no more than one is embedded at a time.</summary>
    public const long OfBatch = IndexingRun.BatchCharacters / ServerDefaults.CharactersPerToken;

    /// <summary>A filter, as the tokens that models would read in the time it takes when each comparison looks at every document.</summary>
    public static long OfFilter(Filter filter, long documents) => filter.Comparisons * documents / ServerDefaults.FilterValuesPerToken;

    /// <summary>The query of a search, which the bi-encoder reads.</summary>
    public static long OfQuery(string query, SearchOptions options) =>
        options.Retrieval == RetrievalMode.Keyword ? 0 : Once(query.Length);

    /// <summary>Each passage alone and with the query, and the query alone.</summary>
    public static long OfComparison(string query, IReadOnlyList<string> passages) =>
        Once(query.Length) + passages.Sum(p => Once(p.Length) + Once((long)p.Length + query.Length));

    /// <summary>Their texts.</summary>
    public static long OfDocuments(IReadOnlyList<Document> documents) =>
        documents.Sum(d => Special + ((long)d.Text.Length / ServerDefaults.CharactersPerToken));

    private static long Once(long characters) =>
        Math.Min(MostAtOnce, Special + (characters / ServerDefaults.CharactersPerToken));
}
