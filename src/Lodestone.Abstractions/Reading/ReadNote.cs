namespace Lodestone;

/// <summary>A note about a document that was read successfully.</summary>
/// <param name="Kind">The kind of note.</param>
/// <param name="Message">The note in words, for a person.</param>
public sealed record ReadNote(ReadNoteKind Kind, string Message);

/// <summary>The kind of a note about a document that was read.</summary>
public enum ReadNoteKind
{
    /// <summary>The file is not UTF-8; the note names the encoding that was detected or configured.</summary>
    Encoding,

    /// <summary>Characters that cannot be stored as text (invalid bytes, lone surrogates, U+0000) were replaced by U+FFFD.</summary>
    ReplacedCharacters,

    /// <summary>A field that fits no metadata type, or a heading with a wrong position, was left out.</summary>
    FieldLeftOut,

    /// <summary>A part of the file has no text that could be read, such as a scanned page of a PDF.</summary>
    PartWithoutText,

    /// <summary>A part of the text is not where a person reads it, such as text far outside its page.</summary>
    OutOfOrder,

    /// <summary>A font embedded in the file was not used, because its program could harm the reader or was not understood.</summary>
    /// <remarks>Text whose letters only that font defines may be missing.</remarks>
    FontLeftOut,

    /// <summary>A whole number of more than 64 bits was kept as text, because any number would round it; or a value is no number.</summary>
    NumberKeptAsText,

    /// <summary>Ids of a CSV file have its path before them, because another file has one of them too.</summary>
    IdsScoped,

    /// <summary>Text of the file is not part of its content and was left out, such as navigation; the note counts it.</summary>
    TextLeftOut,

    /// <summary>
    /// A part of the file was left out, such as an attachment of unknown kind, a hidden sheet, or the rest of a long output.
    /// </summary>
    PartLeftOut,
}
