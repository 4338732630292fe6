namespace Lodestone;

/// <summary>A heading within a document's text.</summary>
/// <param name="Start">The index of the heading's first character in the text.</param>
/// <param name="Level">1 for the outermost.</param>
/// <param name="Text">The heading's words, without marks.</param>
public readonly record struct Heading(int Start, int Level, string Text);
