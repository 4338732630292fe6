using Lodestone.Writing;

namespace Lodestone.Server.Admission;

/// <summary>
/// The tokens that models read for each passage a search may rerank, measured from earlier searches. The lengths of passages and the
/// effect of caches cannot be known before.
/// </summary>
/// <remarks>Thread-safe.</remarks>
internal sealed class SearchCost
{
    // A moving average over about twenty searches.
    private const double Weight = .1;

    private readonly Lock _gate = new();
    private double _perPassage = ServerDefaults.SearchPassageTokens;

    /// <summary>The estimated cost of a search in tokens.</summary>
    public long Estimate(string query, SearchOptions options)
    {
        lock (_gate)
            return TokenEstimate.OfQuery(query, options) + (long)Math.Ceiling(Passages(options) * _perPassage);
    }

    /// <summary>Adds the measured cost of a search that completed.</summary>
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

/// <summary>Estimates the tokens that models will read for input that is admitted before it is tokenised.</summary>
internal static class TokenEstimate
{
    // Special tokens that models add around a text, or between two.
    private const int Special = 3;

    // No encoder reads more tokens of one text in one run; longer texts are truncated or read in parts.
    private const int MostAtOnce = 512;

    /// <summary>A batch of a stream of documents; one batch at a time is embedded.</summary>
    public const long OfBatch = IndexingRun.BatchCharacters / ServerDefaults.CharactersPerToken;

    /// <summary>A filter, in tokens that models would read in the time in which each comparison reads every document.</summary>
    public static long OfFilter(Filter filter, long documents) => filter.Comparisons * documents / ServerDefaults.FilterValuesPerToken;

    /// <summary>Facets: each field's values are read once, and the filter once for each chosen field that leaves itself out.</summary>
    public static long OfFacets(FacetOptions options, long documents)
    {
        var filters = options.ToFilter() is { } filter ? filter.Comparisons * (1L + options.Fields.Count(options.Chosen.ContainsKey)) : 0;
        return (options.Fields.Count + filters) * documents / ServerDefaults.FilterValuesPerToken;
    }

    /// <summary>The query of a search, which the bi-encoder reads.</summary>
    public static long OfQuery(string query, SearchOptions options) =>
        options.Retrieval == RetrievalMode.Keyword ? 0 : Once(query.Length);

    /// <summary>Each passage alone and with the query, plus the query alone.</summary>
    public static long OfComparison(string query, IReadOnlyList<string> passages) =>
        Once(query.Length) + passages.Sum(p => Once(p.Length) + Once((long)p.Length + query.Length));

    /// <summary>A passage, whole and without each of its parts, alone and with the query.</summary>
    public static long OfExplanation(string query, string passage, int parts) =>
        Once(query.Length) + ((Math.Min(parts, passage.Length) + 1L) * (Once(passage.Length) + Once((long)passage.Length + query.Length)));

    /// <summary>The texts of documents.</summary>
    public static long OfDocuments(IReadOnlyList<Document> documents) =>
        documents.Sum(d => Special + ((long)d.Text.Length / ServerDefaults.CharactersPerToken));

    private static long Once(long characters) =>
        Math.Min(MostAtOnce, Special + (characters / ServerDefaults.CharactersPerToken));
}
