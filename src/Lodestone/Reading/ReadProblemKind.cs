namespace Lodestone;

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
