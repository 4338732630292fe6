namespace Lodestone.Models;

/// <summary>How much of a text a model has read.</summary>
/// <param name="Tokens">Tokens read, the special ones and the prompt's included.</param>
/// <param name="DroppedTokens">Tokens of the text's end that did not fit and were not read.</param>
public readonly record struct TokenUsage(int Tokens, int DroppedTokens);
