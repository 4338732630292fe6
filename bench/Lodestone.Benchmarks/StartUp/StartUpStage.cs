namespace Lodestone.Benchmarks;

/// <summary>A stage that a program reported.</summary>
/// <param name="Name">The completed work.</param>
/// <param name="Reached">Seconds from the process's start.</param>
/// <param name="Taken">Seconds from the stage before.</param>
internal sealed record StartUpStage(string Name, double Reached, double Taken);
