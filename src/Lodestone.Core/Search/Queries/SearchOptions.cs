using System.Globalization;

namespace Lodestone;

/// <summary>Options of a search.</summary>
public sealed record SearchOptions
{
    internal const int MaxCandidates = 10_000;
    internal const int MaxQueryLength = 100_000;

    /// <summary>The maximum number of hits. Default: 10.</summary>
    /// <remarks>It changes neither which candidates are considered nor their order.</remarks>
    public int Top { get; init; } = 10;

    /// <summary>The number of hits to skip, for paging. Default: 0.</summary>
    /// <remarks><c>Skip + Top</c> is at most <see cref="MostHits"/>.</remarks>
    public int Skip { get; init; }

    /// <summary>The number of passages that each first stage returns. Default: 100.</summary>
    public int Candidates { get; init; } = 100;

    /// <summary>The first stages to run. Default: both.</summary>
    public RetrievalMode Retrieval { get; init; }

    /// <summary>The fusion of the first stages' scores. Default: the weighted sum of both, each min-max normalised.</summary>
    public FusionOptions Fusion { get; init; } = new();

    /// <summary>The cross-encoder's stage: on or off, its depth and its weight. Default: on.</summary>
    public SearchRerankOptions Rerank { get; init; } = new();

    /// <summary>
    /// The least probability, from 0 to 1, by which the reranker must hold a hit to answer the query; other hits are left out. Default:
    /// null, no hit is left out.
    /// </summary>
    /// <remarks>
    /// <para>
    /// It is the measure of whether there is an answer at all: <see cref="Hit.FinalScore"/> is an order, and the best of many useless hits
    /// may have a 1. It is applied after reranking. A hit that the reranker did not read has no probability and is left out: one below
    /// the depth, one after the budget was spent, and every hit when the stage failed. <see cref="SearchResult.BelowMinProbability"/> and
    /// the notices say so.
    /// </para>
    /// <para>A probability is the model's own, and models differ: choose the value on queries with and without an answer.</para>
    /// </remarks>
    public double? MinProbability { get; init; }

    /// <summary>
    /// The probability, 0 to 1, from which the best hit counts as an answer (<see cref="SearchResult.Answer"/>). Default: null, which is
    /// 0.02 for a cross-encoder with a known scale of logits, and no judgement for any other reranker.
    /// </summary>
    /// <remarks>docs/quality.md has the shares of answerable and of other queries that the default tells apart.</remarks>
    public double? AnswerProbability { get; init; }

    /// <summary>The filter that documents must match. Default: null, all documents.</summary>
    public Filter? Filter { get; init; }

    /// <summary>
    /// Whether a field of <see cref="Filter"/> that no document has is a <see cref="FilterException"/>. Default: false, its comparisons are
    /// false, and <see cref="SearchResult.UnknownFields"/> names it.
    /// </summary>
    public bool Strict { get; init; }

    /// <summary>The maximum duration of the search. Default: no limit.</summary>
    /// <remarks>
    /// The first stage always runs to its end, but for an embedder of the application, which is left when the budget is spent; hits not
    /// reranked in time keep their fused order and are marked. Only a filter that is not evaluated by then ends the search, with a
    /// <see cref="SearchFailedException"/>; a filter that reads fewer than about 4,000 values always is evaluated in time.
    /// </remarks>
    public TimeSpan? Budget { get; init; }

    /// <summary>The priority of the search's model runs over other work. Default: interactive.</summary>
    public WorkPriority Priority { get; init; }

    /// <summary>Receives the number of tokens read after every model run, on worker threads. Default: none.</summary>
    public IProgress<int>? TokensRead { get; init; }

    /// <summary>Whether to compare the query with every vector instead of walking the graph. Default: false.</summary>
    public bool Exact { get; init; }

    /// <summary>The size of the candidate list while walking an HNSW graph. Default: chosen by the index for the candidates.</summary>
    public int? EfSearch { get; init; }

    /// <summary>
    /// The maximum number of hits of one document; 0 means no limit. Default: 1.
    /// </summary>
    public int PassagesPerDocument { get; init; } = 1;

    /// <summary>The maximum number of hits over all pages: <see cref="Candidates"/> from each first stage that runs.</summary>
    public int MostHits => Retrieval == RetrievalMode.Hybrid ? 2 * Candidates : Candidates;

    /// <summary>Validates the ranges of all options.</summary>
    /// <exception cref="ArgumentException">An option is out of range.</exception>
    internal void Validate()
    {
        InvalidRangeException.ThrowIfNotWithin(Candidates, 1, MaxCandidates);
        InvalidRangeException.ThrowIfNotWithin(Top, 1, 2 * MaxCandidates);
        InvalidRangeException.ThrowIfNotWithin(Skip, 0, 2 * MaxCandidates);
        InvalidRangeException.ThrowIfLess(PassagesPerDocument, 0);
        if (EfSearch is { } efSearch)
            InvalidRangeException.ThrowIfNotWithin(efSearch, 1, 100_000, nameof(EfSearch));
        if (Skip + Top > MostHits)
        {
            throw new InvalidArgumentException(
                ErrorCodes.PageTooDeep,
                Invariant($"Hits {Skip + 1} to {Skip + Top} were asked for, and there are at most {MostHits}: ") +
                Invariant($"{Candidates} candidates from each first stage that runs. A page ends within them, so that every page has ") +
                "the same candidates.",
                nameof(Top))
            {
                Found = Invariant($"hits {Skip + 1} to {Skip + Top}"),
                Accepted = Invariant($"at most {MostHits}"),
            };
        }

        if (MinProbability is { } least && !(least >= 0 && least <= 1))
            throw new InvalidRangeException(nameof(MinProbability), least, "a number from 0 to 1, or null for none");
        if (AnswerProbability is { } answer && !(answer >= 0 && answer <= 1))
            throw new InvalidRangeException(nameof(AnswerProbability), answer, "a number from 0 to 1, or null for the default");
        if (MinProbability is not null && !Rerank.Enabled)
        {
            throw new InvalidArgumentException(
                ErrorCodes.ProbabilityMissing,
                "A minimum probability was asked for, and no hit is reranked: only a reranker, which reads the query with a passage, " +
                "gives a probability. Search with a query in words and reranking, or leave the minimum out.",
                nameof(MinProbability));
        }

        if (Budget is { } budget && budget < TimeSpan.Zero)
            throw new InvalidRangeException(nameof(Budget), Budget, "zero or more, or null for none");
        Fusion.Validate();
        Rerank.Validate();
    }

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}

/// <summary>The first stages that retrieve candidates.</summary>
public enum RetrievalMode
{
    /// <summary>BM25 and the bi-encoder concurrently, then fused: each finds passages that the other misses.</summary>
    Hybrid,

    /// <summary>The bi-encoder alone: meaning, without words.</summary>
    Dense,

    /// <summary>BM25 alone: words, without meaning.</summary>
    /// <remarks>Runs no bi-encoder.</remarks>
    Keyword,
}
