namespace Lodestone.Evaluation;

/// <summary>Options of a collection's evaluation.</summary>
public sealed record CollectionEvaluationOptions
{
    /// <summary>
    /// The options of each search. Default: those of a search without options; <see cref="SearchOptions.Top"/> is ignored.
    /// </summary>
    public SearchOptions Search { get; init; } = new();

    /// <summary>The number of queries, from the beginning of the data set. Default: all.</summary>
    public int? MaxQueries { get; init; }
}

/// <summary>The contribution of each stage of a collection's search.</summary>
public sealed record CollectionEvaluation
{
    /// <summary>The number of queries searched, including blank ones, which have no results.</summary>
    public required int Queries { get; init; }

    /// <summary>The number of judged pairs of query and document.</summary>
    public required int JudgedPairs { get; init; }

    /// <summary>The stages in the order of <see cref="EvaluatedStages.All"/>.</summary>
    public required IReadOnlyList<StageEvaluation> Stages { get; init; }

    /// <summary>The values of the best possible reranker of the fused candidates.</summary>
    public required EvaluationResult BestPossible { get; init; }

    /// <summary>The median time of a whole search, in milliseconds.</summary>
    public required double Milliseconds { get; init; }

    /// <summary>The stages that failed while searches went on.</summary>
    public required IReadOnlyList<StageFailures> Failures { get; init; }
}

/// <summary>One stage's rankings, their measures, and the stage to compare them with.</summary>
/// <param name="Stage">One of <see cref="EvaluatedStages"/>.</param>
/// <param name="Run">The stage's rankings.</param>
/// <param name="Values">The stage's measures.</param>
/// <param name="Against">The stage to compare with; null for the first.</param>
/// <param name="Milliseconds">The median time of the stage itself, in milliseconds; null for the final order, which takes none.</param>
public sealed record StageEvaluation(string Stage, Run Run, EvaluationResult Values, StageEvaluation? Against, double? Milliseconds)
{
    /// <summary>Compares the values with those of <see cref="Against"/>, query by query; null for the first stage.</summary>
    /// <exception cref="ArgumentException"><paramref name="measure"/> was not evaluated.</exception>
    public PairedComparison? Compare(Measure measure) =>
        Against is { } before ? Significance.Compare(before.Values, Values, measure) : null;
}

/// <summary>A stage that failed on some queries.</summary>
/// <param name="Stage">One of <see cref="SearchStages"/>.</param>
/// <param name="Queries">The number of queries on which it failed.</param>
/// <param name="Reason">The message of the first failure.</param>
public sealed record StageFailures(string Stage, int Queries, string Reason);

/// <summary>The names of the evaluated stages.</summary>
public static class EvaluatedStages
{
    /// <summary>BM25 alone.</summary>
    public const string Bm25 = "bm25";

    /// <summary>The bi-encoder alone.</summary>
    public const string Vectors = "vectors";

    /// <summary>Both, fused.</summary>
    public const string Fused = "fused";

    /// <summary>The fused candidates in the cross-encoder's own order.</summary>
    public const string CrossEncoder = "cross-encoder";

    /// <summary>The order of the search result.</summary>
    public const string Final = "final";

    /// <summary>All of them, in the order of the search.</summary>
    public static IReadOnlyList<string> All { get; } = [Bm25, Vectors, Fused, CrossEncoder, Final];
}
