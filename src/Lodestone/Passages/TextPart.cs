namespace Lodestone;

/// <summary>A part of a text that is not split further. The parts of a text lie end to end.</summary>
/// <param name="Start">Its first character.</param>
/// <param name="End">After its last, the white space that follows it included.</param>
/// <param name="Tokens">Its weight: its tokens, or more where a token is very long.</param>
/// <param name="Break">How good a place its start is.</param>
internal readonly record struct TextPart(int Start, int End, int Tokens, BreakStrength Break);
