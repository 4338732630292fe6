namespace Lodestone.Evaluation;

/// <summary>What each stage of a collection's search adds.</summary>
public sealed record CollectionEvaluation
{
    /// <summary>How many queries were searched; a blank one counts, and finds nothing.</summary>
    public required int Queries { get; init; }

    /// <summary>How many pairs of query and document are judged.</summary>
    public required int JudgedPairs { get; init; }

    /// <summary>The stages in the order of <see cref="StageEvaluation.Stages"/>.</summary>
    public required IReadOnlyList<StageEvaluation> Stages { get; init; }

    /// <summary>The best that any reranker of the fused candidates could do.</summary>
    public required EvaluationResult BestPossible { get; init; }

    /// <summary>The median time of a whole search, in milliseconds.</summary>
    public required double Milliseconds { get; init; }

    /// <summary>Stages that failed while searches went on: their name in the trace, on how many queries, and the first reason.</summary>
    public required IReadOnlyList<(string Stage, int Queries, string Reason)> Failures { get; init; }
}

/// <summary>One stage's rankings, how good they are, and what they are compared with.</summary>
/// <param name="Stage">One of <see cref="Stages"/>.</param>
/// <param name="Run">Its rankings.</param>
/// <param name="Values">Its measures.</param>
/// <param name="Against">The stage that it is compared with; null for the first.</param>
/// <param name="Milliseconds">The median time of the stage itself over queries; null for the final order, which takes none.</param>
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

    /// <summary>The values compared with those of <see cref="Against"/>, query by query; null for the first stage.</summary>
    /// <exception cref="ArgumentException">The measure was not evaluated.</exception>
    public PairedComparison? Compare(Measure measure) =>
        Against is { } before ? Significance.Compare(before.Values, Values, measure) : null;
}
