namespace Lodestone;

/// <summary>The result of embedding a collection with another bi-encoder, embedder or sizes of passages.</summary>
public sealed record ReembeddingReport
{
    /// <summary>The model of the vectors now, as <see cref="Collection.BiEncoder"/> names it.</summary>
    public required string BiEncoder { get; init; }

    /// <summary>The model of the vectors before, or its former place.</summary>
    public required string FormerBiEncoder { get; init; }

    /// <summary>Whether the vectors were this model's already, so that nothing was embedded.</summary>
    /// <remarks>The model's place is stored nevertheless, when it is another.</remarks>
    public required bool AlreadyCurrent { get; init; }

    /// <summary>The number of documents that this call embedded.</summary>
    public required long Documents { get; init; }

    /// <summary>The number of documents that an earlier, interrupted call had embedded already.</summary>
    public required long Resumed { get; init; }

    /// <summary>The number of passages in the index of the vectors now.</summary>
    public required long Passages { get; init; }

    /// <summary>The number of passages that this call embedded, those of documents that changed meanwhile included.</summary>
    public required long Embedded { get; init; }

    /// <summary>The number of tokens of those passages that were truncated, so that no vector covers them.</summary>
    public required long TokensDropped { get; init; }

    /// <summary>The collection's sequence afterwards.</summary>
    public required long Sequence { get; init; }

    /// <summary>The duration of the call, by the clock of the collection's options.</summary>
    public required TimeSpan Elapsed { get; init; }
}
