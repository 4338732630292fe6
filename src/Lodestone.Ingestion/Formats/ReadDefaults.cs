namespace Lodestone.Ingestion;

/// <summary>The defaults of reading, in one place for code, help and documentation.</summary>
public static class ReadDefaults
{
    /// <summary>The maximum size of a file that is one document, in bytes: 64 MiB.</summary>
    public const long MaxFileBytes = 64 * 1024 * 1024;

    /// <summary>The maximum size of one line of JSON Lines in bytes, or of one record of CSV in characters: 16 Mi.</summary>
    public const int MaxRecordLength = 16 * 1024 * 1024;

    /// <summary>The maximum total size of the unpacked parts of one PDF or DOCX, in bytes: 256 MiB.</summary>
    public const long MaxUnpackedBytes = 256 * 1024 * 1024;

    /// <summary>The maximum number of pages of a PDF.</summary>
    public const int MaxPages = 10_000;

    /// <summary>The maximum length of an id in characters, which is also a collection's limit.</summary>
    public const int MaxIdLength = Document.MaxIdLength;

    /// <summary>The folders that are always skipped: collections, repository histories, packages.</summary>
    public static IReadOnlyList<string> SkippedFolders { get; } = [".lodestone", ".git", "node_modules"];

    /// <summary>The fields for a record's id; the first that exists is used.</summary>
    public static IReadOnlyList<string> IdFields { get; } = ["_id", "id"];

    /// <summary>The field for a record's title.</summary>
    public const string TitleField = "title";

    /// <summary>The field for a record's text.</summary>
    public const string TextField = "text";
}
