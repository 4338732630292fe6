namespace Lodestone.Indexing;

/// <summary>A passage to be found by its words.</summary>
/// <param name="Key">Its number, 0 or more.</param>
/// <param name="Title">Its title, or an empty string. Its words are searched like those of the text.</param>
/// <param name="Text">Its text.</param>
public readonly record struct KeywordEntry(long Key, string Title, string Text);
