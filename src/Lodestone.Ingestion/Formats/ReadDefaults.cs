namespace Lodestone.Ingestion;

/// <summary>The defaults of reading, in one place for code, help and documentation.</summary>
public static class ReadDefaults
{
    /// <summary>The most bytes of a file that is one document: 64 MiB.</summary>
    public const long MaxFileBytes = 64 * 1024 * 1024;

    /// <summary>The most bytes of one line of JSON Lines, or characters of one record of CSV: 16 Mi.</summary>
    public const int MaxRecordLength = 16 * 1024 * 1024;

    /// <summary>The most bytes that the parts of one PDF or DOCX may have once unpacked: 256 MiB.</summary>
    public const long MaxUnpackedBytes = 256 * 1024 * 1024;

    /// <summary>The most pages of a PDF.</summary>
    public const int MaxPages = 10_000;

    /// <summary>The most characters of an id; a collection takes no longer ones.</summary>
    public const int MaxIdLength = Document.MaxIdLength;

    /// <summary>Folders that are passed over wherever they are: a collection, a repository's history, packages of others.</summary>
    public static IReadOnlyList<string> SkippedFolders { get; } = [".lodestone", ".git", "node_modules"];

    /// <summary>Fields that hold a record's id, the first that is there.</summary>
    public static IReadOnlyList<string> IdFields { get; } = ["_id", "id"];

    /// <summary>The field that holds a record's title.</summary>
    public const string TitleField = "title";

    /// <summary>The field that holds a record's text.</summary>
    public const string TextField = "text";
}
