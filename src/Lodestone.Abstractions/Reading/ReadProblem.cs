namespace Lodestone;

/// <summary>A file, or a record of one, that could not be read. The rest goes on.</summary>
/// <param name="Path">The file, as documents name it: relative, with forward slashes. Empty when the problem stands for several.</param>
/// <param name="Line">The line on which the record begins, from 1; null when the problem is the file's.</param>
/// <param name="Kind">Why, for a program.</param>
/// <param name="Reason">Why, for a person: what was asked, what was found, what is accepted and what to do.</param>
public sealed record ReadProblem(string Path, long? Line, ReadProblemKind Kind, string Reason)
{
    /// <summary>The option of reading that another value of would help, as it is called in code; null when none would.</summary>
    public string? Option { get; init; }

    /// <summary>Place and reason in one line.</summary>
    public override string ToString() =>
        Path.Length == 0 ? Reason
        : Line is { } line ? FormattableString.Invariant($"{Path}:{line}: {Reason}")
        : $"{Path}: {Reason}";
}

/// <summary>Why something could not be read.</summary>
public enum ReadProblemKind
{
    /// <summary>The system refuses the file or folder: permission, a broken link, a failing disk.</summary>
    Inaccessible,

    /// <summary>No reader knows the extension. One problem at the end stands for all such files found in folders.</summary>
    UnknownFormat,

    /// <summary>The content is not text although its format is.</summary>
    Binary,

    /// <summary>A limit is exceeded; the reason names it.</summary>
    TooLarge,

    /// <summary>The file or the record is not what its format demands.</summary>
    Malformed,

    /// <summary>A password or rights management protects the content.</summary>
    Encrypted,

    /// <summary>There is nothing to index: no bytes, no words, or only images.</summary>
    NoText,

    /// <summary>A record lacks the text or an id, or has one that cannot be used; or a file's path cannot be its id.</summary>
    UnusableField,

    /// <summary>Folders that are links were not followed. One problem at the end stands for all of them.</summary>
    LinkNotFollowed,
}
