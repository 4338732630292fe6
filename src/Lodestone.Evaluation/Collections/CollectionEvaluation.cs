namespace Lodestone.Evaluation;

/// <summary>How a collection is evaluated.</summary>
public sealed record CollectionEvaluationOptions
{
    /// <summary>How each query is searched. Default: as a search without options; <see cref="SearchOptions.Top"/> does not apply.</summary>
    public SearchOptions Search { get; init; } = new();

    /// <summary>The first so many of the data set's queries. Default: all.</summary>
    public int? MaxQueries { get; init; }
}

/// <summary>What each stage of a collection's search adds.</summary>
public sealed record CollectionEvaluation
{
    /// <summary>How many queries were searched; a blank one counts, and finds nothing.</summary>
    public required int Queries { get; init; }

    /// <summary>How many pairs of query and document are judged.</summary>
    public required int JudgedPairs { get; init; }

    /// <summary>The stages in the order of <see cref="EvaluatedStages.All"/>.</summary>
    public required IReadOnlyList<StageEvaluation> Stages { get; init; }

    /// <summary>The best that any reranker of the fused candidates could do.</summary>
    public required EvaluationResult BestPossible { get; init; }

    /// <summary>The median time of a whole search, in milliseconds.</summary>
    public required double Milliseconds { get; init; }

    /// <summary>Stages that failed while searches went on: their name, on how many queries, and the first reason.</summary>
    public required IReadOnlyList<StageFailures> Failures { get; init; }
}

/// <summary>One stage's rankings, how good they are, and what they are compared with.</summary>
/// <param name="Stage">One of <see cref="EvaluatedStages"/>.</param>
/// <param name="Run">Its rankings.</param>
/// <param name="Values">Its measures.</param>
/// <param name="Against">The stage that it is compared with; null for the first.</param>
/// <param name="Milliseconds">The median time of the stage itself over queries; null for the final order, which takes none.</param>
public sealed record StageEvaluation(string Stage, Run Run, EvaluationResult Values, StageEvaluation? Against, double? Milliseconds)
{
    /// <summary>The values compared with those of <see cref="Against"/>, query by query; null for the first stage.</summary>
    /// <exception cref="ArgumentException">The measure was not evaluated.</exception>
    public PairedComparison? Compare(Measure measure) =>
        Against is { } before ? Significance.Compare(before.Values, Values, measure) : null;
}

/// <summary>A stage that failed on some queries.</summary>
/// <param name="Stage">One of <see cref="SearchStages"/>.</param>
/// <param name="Queries">On how many queries.</param>
/// <param name="Reason">The first failure.</param>
public sealed record StageFailures(string Stage, int Queries, string Reason);

/// <summary>The names of the stages that are evaluated.</summary>
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

    /// <summary>The order that a search answers with.</summary>
    public const string Final = "final";

    /// <summary>All of them, in the order of the search.</summary>
    public static IReadOnlyList<string> All { get; } = [Bm25, Vectors, Fused, CrossEncoder, Final];
}
