namespace Lodestone.Evaluation;

/// <summary>The contribution of each stage of a collection's search.</summary>
public sealed record CollectionEvaluation
{
    /// <summary>The number of queries searched, including blank ones, which have no results.</summary>
    public required int Queries { get; init; }

    /// <summary>The number of judged pairs of query and document.</summary>
    public required int JudgedPairs { get; init; }

    /// <summary>The stages in the order of <see cref="StageEvaluation.Stages"/>.</summary>
    public required IReadOnlyList<StageEvaluation> Stages { get; init; }

    /// <summary>The values of the best possible reranker of the fused candidates.</summary>
    public required EvaluationResult BestPossible { get; init; }

    /// <summary>The median time of a whole search, in milliseconds.</summary>
    public required double Milliseconds { get; init; }

    /// <summary>The stages that failed while searches went on.</summary>
    public required IReadOnlyList<(string Stage, int Queries, string Reason)> Failures { get; init; }
}

/// <summary>One stage's rankings, their measures, and the stage to compare them with.</summary>
/// <param name="Stage">One of <see cref="Stages"/>.</param>
/// <param name="Run">The stage's rankings.</param>
/// <param name="Values">The stage's measures.</param>
/// <param name="Against">The stage to compare with; null for the first.</param>
/// <param name="Milliseconds">The median time of the stage itself, in milliseconds; null for the final order, which takes none.</param>
public sealed record StageEvaluation(string Stage, Run Run, EvaluationResult Values, StageEvaluation? Against, double? Milliseconds)
{
    /// <summary>BM25 alone.</summary>
    public const string Bm25 = "bm25";

    /// <summary>The bi-encoder alone.</summary>
    public const string Vectors = "vectors";

    /// <summary>Both, fused.</summary>
    public const string Fused = "fused";

    /// <summary>The fused candidates in the cross-encoder's own order.</summary>
    public const string CrossEncoder = "cross-encoder";

    /// <summary>The order that a search answers with.</summary>
    public const string Final = "final";

    /// <summary>The names of all stages, in the order of the search.</summary>
    public static IReadOnlyList<string> Stages { get; } = [Bm25, Vectors, Fused, CrossEncoder, Final];

    /// <summary>Compares the values with those of <see cref="Against"/>, query by query; null for the first stage.</summary>
    /// <exception cref="ArgumentException"><paramref name="measure"/> was not evaluated.</exception>
    public PairedComparison? Compare(Measure measure) =>
        Against is { } before ? Significance.Compare(before.Values, Values, measure) : null;
}
