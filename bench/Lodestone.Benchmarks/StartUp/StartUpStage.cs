namespace Lodestone.Benchmarks;

/// <summary>A place that a program says it came to.</summary>
/// <param name="Name">What had been done.</param>
/// <param name="Reached">Seconds from the process's start.</param>
/// <param name="Taken">Seconds from the stage before.</param>
internal sealed record StartUpStage(string Name, double Reached, double Taken);
