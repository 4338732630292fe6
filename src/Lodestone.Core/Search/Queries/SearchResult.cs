using System.Globalization;

namespace Lodestone;

/// <summary>The result of a search.</summary>
/// <param name="Query">The query as given.</param>
/// <param name="Hits">The hits of the requested page, best first; equal scores by document id, then passage.</param>
/// <param name="TotalHits">The number of hits over all pages.</param>
/// <param name="Sequence">
/// The sequence of the snapshot that was searched. Pages of one query are consistent while this number is the same.
/// </param>
/// <param name="Trace">The work of every stage, and its cost.</param>
public sealed record SearchResult(string Query, IReadOnlyList<Hit> Hits, int TotalHits, long Sequence, SearchTrace Trace);

/// <summary>A search failed: no stage succeeded, or its filter was not evaluated within its budget.</summary>
public sealed class SearchFailedException : Exception
{
    /// <summary>The <see cref="Code"/> of a search in which no stage succeeded.</summary>
    public const string NoStageCode = "search-failed";

    /// <summary>The <see cref="Code"/> of a search whose budget ended before its filter was evaluated.</summary>
    public const string BudgetSpentCode = "budget-spent";

    internal SearchFailedException(string code, string message)
        : base(message) => Code = code;

    /// <summary>The kind of failure: <see cref="NoStageCode"/> or <see cref="BudgetSpentCode"/>.</summary>
    public string Code { get; }

    internal static SearchFailedException BudgetSpent(TimeSpan budget) => new(BudgetSpentCode, string.Create(CultureInfo.InvariantCulture,
        $"The budget of {budget.TotalMilliseconds} ms ended before the filter was evaluated, and without it no hit may be shown. ") +
        "Give the search more time, or compare less in its filter.");
}
