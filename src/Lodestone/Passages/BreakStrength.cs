namespace Lodestone;

/// <summary>How good a place to end a passage is, the best last.</summary>
internal enum BreakStrength
{
    Anywhere,
    Word,
    Line,
    Sentence,
    Paragraph,
    Heading,
}
