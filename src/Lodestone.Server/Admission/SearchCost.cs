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
    private double _perPassage = AdmissionDefaults.SearchPassageTokens;

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
