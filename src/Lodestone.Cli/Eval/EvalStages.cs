using Lodestone.Evaluation;

namespace Lodestone.Cli.Eval;

/// <summary>The names of the stages that are measured.</summary>
internal static class EvalStages
{
    public const string Bm25 = "bm25";
    public const string Vectors = "vectors";
    public const string Fused = "fused";

    /// <summary>The fused candidates in the cross-encoder's own order.</summary>
    public const string CrossEncoder = "cross-encoder";

    /// <summary>The order that a search answers with.</summary>
    public const string Final = "final";

    public static IReadOnlyList<string> All { get; } = [Bm25, Vectors, Fused, CrossEncoder, Final];
}

/// <summary>One stage's rankings, how good they are, and what they are compared with.</summary>
/// <param name="Name">What it is called.</param>
/// <param name="Run">Its rankings.</param>
/// <param name="Values">Its measures.</param>
/// <param name="Against">The stage before it; null for the first.</param>
/// <param name="Milliseconds">The median time of the stage itself over queries.</param>
internal sealed record EvalStage(string Name, Run Run, EvaluationResult Values, EvalStage? Against, double? Milliseconds);
