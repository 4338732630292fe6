using System.ComponentModel.DataAnnotations;

namespace Lodestone.Contracts;

/// <summary>The settings of a new collection.</summary>
public sealed record CollectionRequest
{
    /// <summary>The bi-encoder its documents are embedded with: a name of <c>/v1/models</c>. Default: the server's.</summary>
    [Length(1, 200)]
    public string? BiEncoder { get; init; }
}

/// <summary>The new name of a collection.</summary>
public sealed record RenameRequest
{
    /// <summary>The name: 1 to 64 of the characters a to z, 0 to 9, dot, underscore and hyphen.</summary>
    [Length(1, 64)]
    public required string Name { get; init; }
}

/// <summary>One collection of the list.</summary>
public sealed record CollectionResponse
{
    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>The number of documents; null when the collection cannot be opened.</summary>
    public required long? Documents { get; init; }

    /// <summary>The number of passages; null when the collection cannot be opened.</summary>
    public required long? Passages { get; init; }

    /// <summary>The bi-encoder it is embedded with; null when the collection cannot be opened.</summary>
    public required string? BiEncoder { get; init; }

    /// <summary>The reason why the collection cannot be opened; null when it can.</summary>
    public required string? Problem { get; init; }
}

/// <summary>All collections of the server.</summary>
public sealed record CollectionListResponse
{
    /// <summary>The collections, by name in ordinal order.</summary>
    public required IReadOnlyList<CollectionResponse> Collections { get; init; }
}
