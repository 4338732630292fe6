namespace Lodestone.Ingestion.Formats;

/// <summary>The bounds of reading that no option changes.</summary>
internal static class ReadDefaults
{
    /// <summary>The most bytes that the parts of one PDF or DOCX may have once unpacked: 256 MiB.</summary>
    public const long MaxUnpackedBytes = 256 * 1024 * 1024;

    /// <summary>The most pages of a PDF.</summary>
    public const int MaxPages = 10_000;

    /// <summary>The most characters of an id; a collection takes no longer ones.</summary>
    public const int MaxIdLength = Document.MaxIdLength;

    /// <summary>Fields that hold a record's id, the first that is there.</summary>
    public static IReadOnlyList<string> IdFields { get; } = ["_id", "id"];
}
