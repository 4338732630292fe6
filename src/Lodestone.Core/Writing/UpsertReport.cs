namespace Lodestone;

/// <summary>The result of upserting a batch.</summary>
/// <param name="Changes">The outcome of each document, in the order given.</param>
/// <param name="Passages">The number of passages written.</param>
/// <param name="Embedded">The number of passages embedded; the texts of the other passages had vectors already.</param>
/// <param name="WithoutWords">Ids of documents without words; they are stored, but no search finds them.</param>
/// <param name="TokensDropped">The number of tokens truncated, because a passage did not fit the bi-encoder.</param>
/// <param name="Sequence">The collection's sequence after the batch.</param>
public sealed record UpsertReport(
    IReadOnlyList<DocumentChange> Changes,
    int Passages,
    int Embedded,
    IReadOnlyList<string> WithoutWords,
    int TokensDropped,
    long Sequence)
{
    /// <summary>The number of documents with an outcome.</summary>
    public int Count(DocumentChange change) => Changes.Count(c => c == change);
}

/// <summary>The outcome of upserting a document.</summary>
public enum DocumentChange
{
    /// <summary>The document is new.</summary>
    Added,

    /// <summary>The document replaced an older version.</summary>
    Replaced,

    /// <summary>The stored document is identical; nothing was embedded or written.</summary>
    Unchanged,

    /// <summary>A later document of the same batch has the same id, and was written instead.</summary>
    Superseded,
}
