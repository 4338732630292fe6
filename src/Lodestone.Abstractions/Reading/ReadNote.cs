namespace Lodestone;

/// <summary>Something that happened to a document on its way in, and did not keep it from being read.</summary>
/// <param name="Kind">What.</param>
/// <param name="Message">In words, for a person.</param>
public sealed record ReadNote(ReadNoteKind Kind, string Message);

/// <summary>What reading did to a document beyond taking it as it stands.</summary>
public enum ReadNoteKind
{
    /// <summary>The file is not UTF-8; the note names the encoding that was found or given.</summary>
    Encoding,

    /// <summary>What cannot be stored as text (invalid bytes, half a surrogate pair, U+0000) became U+FFFD.</summary>
    ReplacedCharacters,

    /// <summary>A field that no metadata type fits was left out, or headings that are not where they say.</summary>
    FieldLeftOut,

    /// <summary>A part of the file has no text that could be read, such as a scanned page of a PDF.</summary>
    PartWithoutText,

    /// <summary>A part of the text is not where a person reads it, such as text that is far outside of its page.</summary>
    OutOfOrder,

    /// <summary>
    /// A font that is embedded in the file was not used, because its program could hurt the reader or was not understood. Text whose
    /// letters only that font names may be missing.
    /// </summary>
    FontLeftOut,
}
