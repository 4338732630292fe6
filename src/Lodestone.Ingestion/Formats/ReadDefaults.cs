namespace Lodestone.Ingestion.Formats;

/// <summary>The bounds of reading that no option changes.</summary>
internal static class ReadDefaults
{
    /// <summary>The maximum total size of the unpacked parts of one PDF or archive, in bytes: 256 MiB.</summary>
    public const long MaxUnpackedBytes = 256 * 1024 * 1024;

    /// <summary>The maximum number of pages of a PDF.</summary>
    public const int MaxPages = 10_000;

    /// <summary>The maximum length of an id in characters, which is also a collection's limit.</summary>
    public const int MaxIdLength = Document.MaxIdLength;

    /// <summary>The fields for a record's id; the first that exists is used.</summary>
    public static IReadOnlyList<string> IdFields { get; } = ["_id", "id"];
}
