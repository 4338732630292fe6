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
