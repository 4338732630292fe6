namespace Lodestone;

/// <summary>The result of an indexing run.</summary>
public sealed record IndexingReport
{
    /// <summary>The number of new documents.</summary>
    public required int Added { get; init; }

    /// <summary>The number of documents that replaced an older version.</summary>
    public required int Replaced { get; init; }

    /// <summary>The number of identical documents, which were skipped.</summary>
    public required int Unchanged { get; init; }

    /// <summary>The number of documents superseded by a later one of the same run with the same id; the last one wins.</summary>
    /// <remarks>
    /// If both were in one batch the earlier was never written, else it was replaced, so that indexing the same source embeds both again
    /// each time.
    /// </remarks>
    public required int Superseded { get; init; }

    /// <summary>The first repeated ids, 10 at most. Default: none.</summary>
    public IReadOnlyList<string> SupersededIds { get; init; } = [];

    /// <summary>The number of passages written.</summary>
    public required int Passages { get; init; }

    /// <summary>The number of passages embedded; the texts of the other passages had vectors already.</summary>
    public required int Embedded { get; init; }

    /// <summary>The number of tokens that were truncated, so no vector covers them.</summary>
    public required int TokensDropped { get; init; }

    /// <summary>Ids of documents without words; they are stored, but no search finds them.</summary>
    public required IReadOnlyList<string> WithoutWords { get; init; }

    /// <summary>The files and records that could not be read, with the reason.</summary>
    public required IReadOnlyList<ReadProblem> Problems { get; init; }

    /// <summary>The items that were read with a note, such as an encoding other than UTF-8; without their documents.</summary>
    public required IReadOnlyList<ReadItem> Noted { get; init; }

    /// <summary>The folders of a mirror, with what became of documents whose source is gone. Default: none.</summary>
    public IReadOnlyList<MirroredFolder> Folders { get; init; } = [];

    /// <summary>The collection's sequence after the last batch; 0 if there was none.</summary>
    public required long Sequence { get; init; }

    /// <summary>The duration of the run.</summary>
    public required TimeSpan Elapsed { get; init; }

    /// <summary>Returns the numbers in one sentence.</summary>
    public override string ToString() => FormattableString.Invariant(
        $"{Added} documents added, {Replaced} replaced, {Unchanged} unchanged, {Passages} passages, {Problems.Count} problems");
}

/// <summary>The progress of an indexing run.</summary>
/// <param name="BytesRead">Bytes of the sources that were read.</param>
/// <param name="TotalBytes">Bytes of all sources; null when that is not known.</param>
/// <param name="Documents">The number of documents whose batches are committed.</param>
/// <param name="Passages">The number of their passages that were written.</param>
/// <param name="Embedded">The number of passages embedded, committed or not.</param>
/// <param name="Elapsed">The time since the start.</param>
public readonly record struct IndexingProgress(
    long BytesRead, long? TotalBytes, int Documents, int Passages, int Embedded, TimeSpan Elapsed);

/// <summary>Options of the model runs for documents being written.</summary>
public sealed record WriteOptions
{
    /// <summary>The priority of embedding these documents over other work. Default: bulk, which lets searches pass.</summary>
    public WorkPriority Priority { get; init; } = WorkPriority.Bulk;

    /// <summary>Receives the number of tokens read after every model run, on worker threads. Default: none.</summary>
    public IProgress<int>? TokensRead { get; init; }
}
