namespace Lodestone.Models;

/// <summary>How far a call has come.</summary>
/// <param name="Runs">Model runs that have ended.</param>
/// <param name="TotalRuns">Model runs the call needs: one a passage, or one a window.</param>
public readonly record struct RerankProgress(int Runs, int TotalRuns);
