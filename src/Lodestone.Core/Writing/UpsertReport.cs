namespace Lodestone;

/// <summary>What a batch did.</summary>
/// <param name="Changes">What became of each document, in the order they were given.</param>
/// <param name="Passages">Passages that were written.</param>
/// <param name="Embedded">Passages that were embedded: the others' texts had been before.</param>
/// <param name="WithoutWords">Ids of documents without words: kept, but no search finds them.</param>
/// <param name="TokensDropped">Tokens that no vector covers, because a passage did not fit the bi-encoder.</param>
/// <param name="Sequence">The collection's state after the batch.</param>
public sealed record UpsertReport(
    IReadOnlyList<DocumentChange> Changes,
    int Passages,
    int Embedded,
    IReadOnlyList<string> WithoutWords,
    int TokensDropped,
    long Sequence)
{
    /// <summary>How many documents met this.</summary>
    public int Count(DocumentChange change) => Changes.Count(c => c == change);
}

/// <summary>What became of a document that was given to be written.</summary>
public enum DocumentChange
{
    /// <summary>It is new.</summary>
    Added,

    /// <summary>It took the place of an older version.</summary>
    Replaced,

    /// <summary>The collection has it already, to the letter; nothing was embedded or written.</summary>
    Unchanged,

    /// <summary>A later document of the same batch has the same id, and was taken instead.</summary>
    Superseded,
}
