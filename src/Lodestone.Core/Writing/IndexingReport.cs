using Lodestone.Encoders;

namespace Lodestone;

/// <summary>What an indexing run did.</summary>
public sealed record IndexingReport
{
    /// <summary>Documents that are new.</summary>
    public required int Added { get; init; }

    /// <summary>Documents that took the place of an older version.</summary>
    public required int Replaced { get; init; }

    /// <summary>Documents that were there to the letter, and cost nothing.</summary>
    public required int Unchanged { get; init; }

    /// <summary>
    /// Documents of which a later one of the same run has the same id: the last is kept. Where both were in one batch the earlier was
    /// never written, else it was replaced, so that the same source embeds both again each time.
    /// </summary>
    public required int Superseded { get; init; }

    /// <summary>The first <see cref="CollectionDefaults.NamedIds"/> ids at most that came more than once. Default: none.</summary>
    public IReadOnlyList<string> SupersededIds { get; init; } = [];

    /// <summary>Passages that were written.</summary>
    public required int Passages { get; init; }

    /// <summary>Passages that were embedded; the others' texts had been before.</summary>
    public required int Embedded { get; init; }

    /// <summary>Tokens that no vector covers.</summary>
    public required int TokensDropped { get; init; }

    /// <summary>Ids of documents without words: kept, but no search finds them.</summary>
    public required IReadOnlyList<string> WithoutWords { get; init; }

    /// <summary>What could not be read, with the reason.</summary>
    public required IReadOnlyList<ReadProblem> Problems { get; init; }

    /// <summary>What was read with a note, such as another encoding than UTF-8; without the documents themselves.</summary>
    public required IReadOnlyList<ReadItem> Noted { get; init; }

    /// <summary>The collection's state after the last batch; 0 if there was none.</summary>
    public required long Sequence { get; init; }

    /// <summary>How long it took.</summary>
    public required TimeSpan Elapsed { get; init; }
}

/// <summary>How far an indexing run has come.</summary>
/// <param name="BytesRead">Bytes of the sources that were read.</param>
/// <param name="TotalBytes">Bytes of all sources; null when that is not known.</param>
/// <param name="Documents">Documents whose batches are committed.</param>
/// <param name="Passages">Passages of them that were written.</param>
/// <param name="Embedded">Passages that were embedded, committed or not.</param>
/// <param name="Elapsed">Since the start.</param>
public readonly record struct IndexingProgress(
    long BytesRead, long? TotalBytes, int Documents, int Passages, int Embedded, TimeSpan Elapsed);

/// <summary>How to run the models on documents that are written.</summary>
public sealed record WriteOptions
{
    /// <summary>Which work goes first: embedding these documents, or others' work. Default: bulk, which lets searches pass.</summary>
    public WorkPriority Priority { get; init; } = WorkPriority.Bulk;

    /// <summary>Told after every model run how many tokens it read, from worker threads. Default: none.</summary>
    public IProgress<int>? TokensRead { get; init; }
}

/// <summary>How far a change of the bi-encoder has come.</summary>
/// <param name="Documents">Documents that are embedded anew.</param>
/// <param name="TotalDocuments">Documents in the collection.</param>
public readonly record struct ReembeddingProgress(long Documents, long TotalDocuments);
