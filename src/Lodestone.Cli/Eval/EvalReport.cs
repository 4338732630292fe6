using Lodestone.Evaluation;

namespace Lodestone.Cli.Eval;

/// <summary>The result of an evaluation.</summary>
internal sealed record EvalReport
{
    public required string Dataset { get; init; }

    public required string Split { get; init; }

    public required string Collection { get; init; }

    public required long Documents { get; init; }

    public required int Queries { get; init; }

    public required int JudgedPairs { get; init; }

    public required string BiEncoder { get; init; }

    public required string CrossEncoder { get; init; }

    public required int Candidates { get; init; }

    public required int Depth { get; init; }

    public required IReadOnlyList<(string Label, Measure Measure)> Measures { get; init; }

    public required IReadOnlyList<StageEvaluation> Stages { get; init; }

    /// <summary>The upper bound for any reranker of the fused candidates.</summary>
    public required EvaluationResult BestPossible { get; init; }

    /// <summary>The median time of a whole search.</summary>
    public required double Milliseconds { get; init; }

    /// <summary>Notices for the reader.</summary>
    public required IReadOnlyList<string> Notices { get; init; }

    public IReadOnlyList<RunFile> Runs { get; init; } = [];
}
