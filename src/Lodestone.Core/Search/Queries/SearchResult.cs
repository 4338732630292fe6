using System.Globalization;

namespace Lodestone;

/// <summary>The answer to a search.</summary>
/// <param name="Query">The query as it was given.</param>
/// <param name="Hits">The hits of the page that was asked for, best first; equal scores by document id, then passage.</param>
/// <param name="TotalHits">How many hits there are over all pages.</param>
/// <param name="Sequence">
/// The collection's state that was searched. Pages of one query belong together while this number is the same.
/// </param>
/// <param name="Trace">What every stage did, and what it cost.</param>
public sealed record SearchResult(string Query, IReadOnlyList<Hit> Hits, int TotalHits, long Sequence, SearchTrace Trace);

/// <summary>A search has no answer: no stage could give one, or its filter was not evaluated within its budget.</summary>
public sealed class SearchFailedException : Exception
{
    /// <summary>The <see cref="Code"/> of a search of which no stage could answer.</summary>
    public const string NoStageCode = "search-failed";

    /// <summary>The <see cref="Code"/> of a search whose budget ended before its filter was evaluated.</summary>
    public const string BudgetSpentCode = "budget-spent";

    internal SearchFailedException(string code, string message)
        : base(message) => Code = code;

    /// <summary>Which failure it is: <see cref="NoStageCode"/> or <see cref="BudgetSpentCode"/>.</summary>
    public string Code { get; }

    internal static SearchFailedException BudgetSpent(TimeSpan budget) => new(BudgetSpentCode, string.Create(CultureInfo.InvariantCulture,
        $"The budget of {budget.TotalMilliseconds} ms ended before the filter was evaluated, and without it no hit may be shown. ") +
        "Give the search more time, or compare less in its filter.");
}
