namespace Lodestone;

/// <summary>A range of characters in a text.</summary>
/// <param name="Start">The index of the first UTF-16 character.</param>
/// <param name="End">The index after the last UTF-16 character.</param>
public readonly record struct TextRange(int Start, int End);
