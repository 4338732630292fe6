using Lodestone.Storage;

namespace Lodestone.Writing;

/// <summary>Documents on their way into the store: cut into passages, with the vectors that are known already.</summary>
internal sealed class BatchPlan
{
    /// <summary>The documents as they were given.</summary>
    public required IReadOnlyList<Document> Given { get; init; }

    /// <summary>The space that it was planned for.</summary>
    public required long Space { get; init; }

    /// <summary>The state of the store that it was planned on.</summary>
    public required long Sequence { get; init; }

    /// <summary>What became of each document that was given, as far as it is known before the commit.</summary>
    public required DocumentChange?[] Changes { get; init; }

    /// <summary>The documents to be written, each the last of its id, in the order given.</summary>
    public required IReadOnlyList<PlannedDocument> Documents { get; init; }

    /// <summary>Vectors by what they are made from; null for those still to be made.</summary>
    public required Dictionary<InputHash, float[]?> Vectors { get; init; }

    /// <summary>How many of the vectors this batch had to make.</summary>
    public int Embedded { get; set; }

    /// <summary>Tokens that did not fit the bi-encoder.</summary>
    public int TokensDropped { get; set; }
}

/// <summary>A document to be written.</summary>
/// <param name="Index">Its place among the documents that were given.</param>
/// <param name="Document">The document.</param>
/// <param name="Passages">Its passages; none when it has no words.</param>
/// <param name="Inputs">For each passage, the hash of what the bi-encoder reads.</param>
internal sealed record PlannedDocument(int Index, Document Document, IReadOnlyList<Passage> Passages, IReadOnlyList<InputHash> Inputs);

/// <summary>What a batch was planned on has changed meanwhile: the bi-encoder, or a document that was to stay as it is.</summary>
internal sealed class StalePlanException : Exception
{
    public StalePlanException()
        : base("The collection has changed since the batch was planned. Plan it again.")
    {
    }
}
