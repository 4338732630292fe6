namespace Lodestone.Server.Documents;

/// <summary>A heading within a document's text.</summary>
/// <param name="Start">The index of its first UTF-16 character in the text.</param>
/// <param name="Level">1 for the outermost.</param>
/// <param name="Text">Its words.</param>
internal sealed record HeadingResponse(int Start, int Level, string Text);
