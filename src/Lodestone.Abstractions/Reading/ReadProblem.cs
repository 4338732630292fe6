namespace Lodestone;

/// <summary>A file, or a record of one, that could not be read.</summary>
/// <remarks>Reading continues with the rest.</remarks>
/// <param name="Path">The file's relative path with forward slashes. Empty when the problem covers several files.</param>
/// <param name="Line">The line on which the record begins, from 1; null when the whole file has the problem.</param>
/// <param name="Kind">The cause, for a program.</param>
/// <param name="Reason">The cause, for a person: the request, the content found, the content accepted, and the remedy.</param>
public sealed record ReadProblem(string Path, long? Line, ReadProblemKind Kind, string Reason)
{
    /// <summary>The option of reading that another value of would help, as it is called in code; null when none would.</summary>
    public string? Option { get; init; }

    /// <summary>The cause, one of <see cref="ErrorCodes"/>; null when <see cref="Kind"/> says all.</summary>
    public string? Code { get; init; }

    /// <summary>Path, line and reason in one line.</summary>
    public override string ToString() =>
        Path.Length == 0 ? Reason
        : Line is { } line ? FormattableString.Invariant($"{Path}:{line}: {Reason}")
        : $"{Path}: {Reason}";
}

/// <summary>The cause of a failed read.</summary>
public enum ReadProblemKind
{
    /// <summary>The operating system refuses the file or folder: permission, a broken link, a failing disk.</summary>
    Inaccessible,

    /// <summary>No reader accepts the extension.</summary>
    /// <remarks>One problem at the end covers all such files found in folders.</remarks>
    UnknownFormat,

    /// <summary>The content is binary, although the format is a text format.</summary>
    Binary,

    /// <summary>A limit is exceeded; the reason names it.</summary>
    TooLarge,

    /// <summary>The file or the record violates its format.</summary>
    Malformed,

    /// <summary>A password or rights management protects the content.</summary>
    Encrypted,

    /// <summary>The file or record has nothing to index: no bytes, no words, or only images.</summary>
    NoText,

    /// <summary>A record has no text, no id or an unusable one; or a file's path cannot be its id.</summary>
    UnusableField,

    /// <summary>Linked folders were not followed, or files that are links out of their folder were left out.</summary>
    /// <remarks>One problem at the end covers all of a kind.</remarks>
    LinkNotFollowed,

    /// <summary>The application's embedder, chunker or token counter failed for the document; the code says which.</summary>
    NotIndexed,
}
