namespace Lodestone.Models;

/// <summary>What a model was made to prove when it was loaded. A model that fails is not loaded.</summary>
/// <param name="Source">The model's own check file, or "general" where it has none.</param>
/// <param name="Findings">What was found, a sentence each, with the figures and the bounds they kept.</param>
public sealed record SelfCheckReport(string Source, IReadOnlyList<string> Findings);
