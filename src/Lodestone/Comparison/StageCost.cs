namespace Lodestone;

/// <summary>What a stage cost.</summary>
/// <param name="Elapsed">From its start to its end, tokenisation included.</param>
/// <param name="Runs">Model runs.</param>
public readonly record struct StageCost(TimeSpan Elapsed, int Runs);
