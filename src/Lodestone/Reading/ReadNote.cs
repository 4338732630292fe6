namespace Lodestone;

/// <summary>Something that happened to a document on its way in, and did not keep it from being read.</summary>
/// <param name="Kind">What.</param>
/// <param name="Message">In words, for a person.</param>
public sealed record ReadNote(ReadNoteKind Kind, string Message);
