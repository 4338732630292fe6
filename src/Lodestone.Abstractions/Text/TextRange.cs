namespace Lodestone;

/// <summary>A stretch of a text.</summary>
/// <param name="Start">Index of the first UTF-16 character.</param>
/// <param name="End">Index after the last UTF-16 character.</param>
public readonly record struct TextRange(int Start, int End);
