namespace Lodestone;

/// <summary>How an embedder of the application is called, and its identity.</summary>
public sealed record EmbedderOptions
{
    /// <summary>The maximum number of texts of one call, 1 to 10,000. Default: 64.</summary>
    public int BatchSize { get; init; } = 64;

    /// <summary>The maximum number of calls in flight while documents are written, 1 to 1,000. Default: 4.</summary>
    /// <remarks>A search's query is one call of its own.</remarks>
    public int MaxConcurrency { get; init; } = 4;

    /// <summary>
    /// The name of the model, stored with the vectors and compared at every opening. Default: null, the provider and the model that the
    /// embedder's metadata names, such as "openai:text-embedding-3-small".
    /// </summary>
    public string? Identity { get; init; }

    /// <summary>
    /// The number of dimensions, asked for in every call. Default: null, the number in the embedder's metadata; without one, that of the
    /// collection, and for a new collection the length of the vector of one short text.
    /// </summary>
    public int? Dimensions { get; init; }

    internal void Validate()
    {
        InvalidRangeException.ThrowIfNotWithin(BatchSize, 1, 10_000);
        InvalidRangeException.ThrowIfNotWithin(MaxConcurrency, 1, 1_000);
        if (Identity is not null)
            InvalidArgumentException.ThrowIfBlank(Identity);
        if (Dimensions is { } dimensions)
            InvalidRangeException.ThrowIfNotWithin(dimensions, 1, 100_000, nameof(Dimensions));
    }
}
