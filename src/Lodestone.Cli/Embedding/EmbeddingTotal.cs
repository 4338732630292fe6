namespace Lodestone.Cli;

/// <summary>What was embedded.</summary>
/// <param name="Count">Texts.</param>
/// <param name="Truncated">Texts of which a part did not fit.</param>
internal readonly record struct EmbeddingTotal(long Count, long Truncated);
