namespace Lodestone.Server.Compatibility;

/// <summary>Texts in the order a cross-encoder gives them, blank ones last.</summary>
/// <param name="Model">The cross-encoder.</param>
/// <param name="Tokens">Tokens that were read.</param>
/// <param name="Texts">The texts, best first.</param>
internal sealed record Ranking(string Model, long Tokens, IReadOnlyList<RankedText> Texts);
