using Lodestone.Storage;

namespace Lodestone.Writing;

/// <summary>A planned batch: documents chunked into passages, with the vectors that are known already.</summary>
internal sealed class BatchPlan
{
    /// <summary>The documents as given.</summary>
    public required IReadOnlyList<Document> Given { get; init; }

    /// <summary>The number of the space that the batch was planned for.</summary>
    public required long Space { get; init; }

    /// <summary>The store's sequence that the batch was planned on.</summary>
    public required long Sequence { get; init; }

    /// <summary>The outcome of each given document, as far as it is known before the commit.</summary>
    public required DocumentChange?[] Changes { get; init; }

    /// <summary>The documents to be written, each the last of its id, in the order given.</summary>
    public required IReadOnlyList<PlannedDocument> Documents { get; init; }

    /// <summary>The vectors by the hash of their input; null for those still to be embedded.</summary>
    public required Dictionary<InputHash, float[]?> Vectors { get; init; }

    /// <summary>Where each given document was read from. Default: null, they are documents of the application.</summary>
    public IReadOnlyList<Origin?>? Origins { get; set; }

    /// <summary>The number of vectors that this batch embedded.</summary>
    public int Embedded { get; set; }

    /// <summary>Tokens that did not fit the bi-encoder.</summary>
    public int TokensDropped { get; set; }
}

/// <summary>A document to be written.</summary>
/// <param name="Index">Its index among the given documents.</param>
/// <param name="Document">The document.</param>
/// <param name="Passages">Its passages; none when it has no words.</param>
/// <param name="Inputs">For each passage, the hash of the bi-encoder's input.</param>
internal sealed record PlannedDocument(int Index, Document Document, IReadOnlyList<Passage> Passages, IReadOnlyList<InputHash> Inputs);

/// <summary>A document to be written with passages and vectors that are known.</summary>
/// <param name="Document">The document.</param>
/// <param name="Passages">Its passages; none when it has no words.</param>
internal sealed record ImportedDocument(Document Document, IReadOnlyList<NewPassage> Passages);

/// <summary>The state that a batch was planned on has changed: the bi-encoder, or a document that was planned as unchanged.</summary>
internal sealed class StalePlanException : Exception
{
    public StalePlanException()
        : base("The collection has changed since the batch was planned. Plan it again.")
    {
    }
}
