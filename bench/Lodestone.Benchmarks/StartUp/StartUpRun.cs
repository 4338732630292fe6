namespace Lodestone.Benchmarks;

/// <summary>One start of a program, in seconds from its start.</summary>
/// <param name="FirstOutput">When it first printed something; its end, when it printed nothing.</param>
/// <param name="End">When it had ended.</param>
/// <param name="Stages">What it says it did by when, in its order.</param>
internal sealed record StartUpRun(double FirstOutput, double End, IReadOnlyList<StartUpStage> Stages);
