using Lodestone.Evaluation;

namespace Lodestone.Cli;

/// <summary>One stage's rankings, how good they are, and what they are compared with.</summary>
/// <param name="Name">What it is called.</param>
/// <param name="Run">Its rankings.</param>
/// <param name="Values">Its measures.</param>
/// <param name="Against">The stage before it; null for the first.</param>
/// <param name="Milliseconds">The median time of the stage itself over queries.</param>
internal sealed record EvalStage(string Name, Run Run, EvaluationResult Values, EvalStage? Against, double? Milliseconds);
