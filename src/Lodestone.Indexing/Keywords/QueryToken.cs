namespace Lodestone.Indexing;

/// <summary>A word as indexed, its distance from the word before it (2 when a stop word was between), and its place in the text.</summary>
internal readonly record struct QueryToken(string Term, int Step, int Start, int End);
