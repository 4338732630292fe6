namespace Lodestone.Benchmarks;

/// <summary>One start of a program, in seconds from its start.</summary>
/// <param name="FirstOutput">The time of its first output, or of its end without output.</param>
/// <param name="End">The time of its end.</param>
/// <param name="Stages">The stages that it reported, in order.</param>
internal sealed record StartUpRun(double FirstOutput, double End, IReadOnlyList<StartUpStage> Stages);
