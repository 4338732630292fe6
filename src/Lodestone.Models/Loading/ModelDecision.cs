namespace Lodestone.Models;

/// <summary>One thing the loader decided about a model, and why.</summary>
/// <param name="What">What was decided, such as "graph" or "max tokens".</param>
/// <param name="Value">What it was decided to be.</param>
/// <param name="Why">The file or rule it follows from.</param>
public sealed record ModelDecision(string What, string Value, string Why);
