namespace Lodestone;

/// <summary>The result of a search.</summary>
/// <param name="Query">The query as given.</param>
/// <param name="Hits">The hits of the requested page, best first; equal scores by document id, then passage.</param>
/// <param name="TotalHits">The number of hits over all pages.</param>
/// <param name="Sequence">
/// The sequence of the snapshot that was searched. Pages of one query are consistent while this number is the same.
/// </param>
/// <param name="Trace">The work of every stage, and its cost.</param>
public sealed record SearchResult(string Query, IReadOnlyList<Hit> Hits, int TotalHits, long Sequence, SearchTrace Trace)
{
    /// <summary>The fields of the filter that no document has, whose comparisons were false. Default: none.</summary>
    /// <remarks>Often a typing error; the trace has a notice too. See <see cref="SearchOptions.Strict"/>.</remarks>
    public IReadOnlyList<string> UnknownFields { get; init; } = [];

    /// <summary>
    /// The number of hits, over all pages, that were left out because they did not reach <see cref="SearchOptions.MinProbability"/>; null
    /// when none was asked for.
    /// </summary>
    public int? BelowMinProbability { get; init; }

    /// <summary>Whether the best hit looks like an answer. Hits are returned in any case.</summary>
    /// <remarks>
    /// Judged by the best probability, against <see cref="SearchOptions.AnswerProbability"/>. Not judged when reranking was off, failed or
    /// ran out of time, when another stage failed, and in a result before reranking. A search that found no passage has no answer.
    /// </remarks>
    public AnswerVerdict Answer { get; init; }

    /// <summary>Whether a minimum probability was asked for and no hit reached it: the collection has no answer.</summary>
    public bool NoneReachedMinProbability => BelowMinProbability is not null && TotalHits == 0;
}

/// <summary>The judgement whether the best hit of a search looks like an answer.</summary>
public enum AnswerVerdict
{
    /// <summary>Not judged: not all passages that decide were read by a reranker, or its logits have no known scale.</summary>
    NotJudged,

    /// <summary>The best hit looks like an answer.</summary>
    Yes,

    /// <summary>Nothing that was found looks like an answer.</summary>
    No,
}

/// <summary>A search failed: no stage succeeded, or its filter was not evaluated within its budget.</summary>
/// <remarks>The code is <see cref="ErrorCodes.SearchFailed"/> or <see cref="ErrorCodes.BudgetSpent"/>.</remarks>
public sealed class SearchFailedException : LodestoneException
{
    internal SearchFailedException(string code, string message)
        : base(code, message)
    {
    }

    internal static SearchFailedException BudgetSpent(TimeSpan budget) => new(
        ErrorCodes.BudgetSpent,
        FormattableString.Invariant(
            $"The budget of {budget.TotalMilliseconds} ms ended before the filter was evaluated, and without it no hit may be shown. ") +
        "Give the search more time, or compare less in its filter.");
}

/// <summary>The result of one search of several collections.</summary>
/// <param name="Result">
/// The hits of all collections in one order, as of one search; its sequence is 0, since every collection has its own. Notices and failures
/// of a collection begin with its folder.
/// </param>
/// <param name="Collections">For each hit, the index of its collection among those searched.</param>
public sealed record JointSearchResult(SearchResult Result, IReadOnlyList<int> Collections);
