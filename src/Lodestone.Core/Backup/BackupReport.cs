namespace Lodestone;

/// <summary>The result of a backup.</summary>
public sealed record BackupReport
{
    /// <summary>The full path of the folder, which is a collection.</summary>
    public required string Folder { get; init; }

    /// <summary>The sequence of the collection that the backup shows.</summary>
    public required long Sequence { get; init; }

    /// <summary>The number of documents.</summary>
    public required long Documents { get; init; }

    /// <summary>The size of its files, in bytes.</summary>
    public required long Bytes { get; init; }

    /// <summary>
    /// Indexes that could not be copied, each as a sentence: opening the backup builds them from its documents. Default: none.
    /// </summary>
    public IReadOnlyList<string> Notices { get; init; } = [];
}

/// <summary>The progress of a backup.</summary>
/// <param name="Bytes">The bytes that were written.</param>
/// <param name="TotalBytes">The bytes of the whole backup; null until the indexes, which come first, are copied.</param>
public readonly record struct BackupProgress(long Bytes, long? TotalBytes);
