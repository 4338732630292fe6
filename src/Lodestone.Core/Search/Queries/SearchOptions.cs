using System.Globalization;
using Lodestone.Encoders;

namespace Lodestone;

/// <summary>How to search.</summary>
public sealed record SearchOptions
{
    /// <summary>
    /// How many hits come back. Default: <see cref="SearchDefaults.Top"/>. It changes neither which candidates are considered nor their
    /// order.
    /// </summary>
    public int Top { get; init; } = SearchDefaults.Top;

    /// <summary>How many hits to pass over, for paging. Default: 0. <c>Skip + Top</c> is at most <see cref="MostHits"/>.</summary>
    public int Skip { get; init; }

    /// <summary>How many passages each first stage hands on. Default: <see cref="SearchDefaults.Candidates"/>.</summary>
    public int Candidates { get; init; } = SearchDefaults.Candidates;

    /// <summary>Which first stages run. Default: both.</summary>
    public RetrievalMode Retrieval { get; init; }

    /// <summary>How the first stages' scores become one. Default: the weighted sum of both, each min-max normalised.</summary>
    public FusionOptions Fusion { get; init; } = new();

    /// <summary>Whether, how deep, and with what weight the cross-encoder reads. Default: on.</summary>
    public SearchRerankOptions Rerank { get; init; } = new();

    /// <summary>Only documents for which this holds. Default: all.</summary>
    public Filter? Filter { get; init; }

    /// <summary>
    /// How long the search may take. The first stage always answers; what could not be reranked in time keeps its fused order and is
    /// marked. Only a filter that is not evaluated by then ends the search, as a <see cref="SearchFailedException"/>: one that reads less
    /// than about 4,000 values always is. Default: no limit.
    /// </summary>
    public TimeSpan? Budget { get; init; }

    /// <summary>Which work goes first: the search's model runs, or others'. Default: interactive.</summary>
    public WorkPriority Priority { get; init; }

    /// <summary>Told after every model run how many tokens it read, from worker threads. Default: none.</summary>
    public IProgress<int>? TokensRead { get; init; }

    /// <summary>Whether to compare the query with every vector instead of walking the graph. Default: no.</summary>
    public bool Exact { get; init; }

    /// <summary>How many nodes the walk of an HNSW graph keeps in view. Default: what the index chooses for the candidates.</summary>
    public int? EfSearch { get; init; }

    /// <summary>
    /// How many passages of one document may be hits. Default: <see cref="SearchDefaults.PassagesPerDocument"/>; 0: any number.
    /// </summary>
    public int PassagesPerDocument { get; init; } = SearchDefaults.PassagesPerDocument;

    /// <summary>How many hits there can be over all pages: <see cref="Candidates"/> from each first stage that runs.</summary>
    public int MostHits => Retrieval == RetrievalMode.Hybrid ? 2 * Candidates : Candidates;

    /// <summary>Checks that the numbers can be meant.</summary>
    /// <exception cref="ArgumentException">One of them cannot.</exception>
    internal void Validate()
    {
        Within(Candidates, 1, SearchDefaults.MaxCandidates, nameof(Candidates), "how many passages each first stage hands on");
        Within(Top, 1, 2 * SearchDefaults.MaxCandidates, nameof(Top), "how many hits come back");
        Within(Skip, 0, 2 * SearchDefaults.MaxCandidates, nameof(Skip), "how many hits are passed over");
        Within(PassagesPerDocument, 0, int.MaxValue, nameof(PassagesPerDocument), "how many passages of one document may be hits");
        if (EfSearch is { } efSearch)
            Within(efSearch, 1, 100_000, nameof(EfSearch), "how many nodes a graph walk keeps in view");
        if (Skip + Top > MostHits)
        {
            throw new ArgumentException(
                Invariant($"Hits {Skip + 1} to {Skip + Top} were asked for, and there are at most {MostHits}: ") +
                Invariant($"{Candidates} candidates from each first stage that runs. Skip and Top together are at most as many, ") +
                "so that every page has the same candidates. Raise Candidates, on every page alike.",
                nameof(Top));
        }

        if (Budget is { } budget && budget < TimeSpan.Zero)
            throw new ArgumentOutOfRangeException(nameof(Budget), Budget, "A budget is zero or more, or null for none.");
        Fusion.Validate();
        Rerank.Validate();
    }

    private static void Within(int value, int least, int most, string name, string meaning)
    {
        if (value < least || value > most)
            throw new ArgumentOutOfRangeException(name, value, Invariant($"{name} is {meaning}: {least} to {most}."));
    }

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}

/// <summary>The defaults of searching, in one place for code, help and documentation.</summary>
public static class SearchDefaults
{
    /// <summary>Hits that come back.</summary>
    public const int Top = 10;

    /// <summary>Passages that each first stage hands on.</summary>
    public const int Candidates = 100;

    /// <summary>The most passages a first stage may be asked for.</summary>
    public const int MaxCandidates = 10_000;

    /// <summary>
    /// Passages that the cross-encoder reads. On collections of up to 2,000 documents 20 give all there is to gain (docs/quality.md);
    /// larger ones get some more.
    /// </summary>
    public const int RerankDepth = 30;

    /// <summary>Hits of one document: its best passage.</summary>
    public const int PassagesPerDocument = 1;

    /// <summary>The most characters of a query.</summary>
    public const int MaxQueryLength = 100_000;
}

/// <summary>Which first stages look for candidates.</summary>
public enum RetrievalMode
{
    /// <summary>BM25 and the bi-encoder at once, fused: what the one misses, the other finds.</summary>
    Hybrid,

    /// <summary>The bi-encoder alone: meaning, without words.</summary>
    Dense,

    /// <summary>BM25 alone: words, without meaning. Runs no bi-encoder.</summary>
    Keyword,
}
