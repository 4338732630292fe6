using System.Text.Json.Serialization;

namespace Lodestone.Contracts;

/// <summary>A document as it is kept.</summary>
public sealed record DocumentResponse
{
    /// <summary>Its id.</summary>
    public required string Id { get; init; }

    /// <summary>Its title; empty if it has none.</summary>
    public required string Title { get; init; }

    /// <summary>Its text.</summary>
    public required string Text { get; init; }

    /// <summary>Where sections begin in the text, rising.</summary>
    public required IReadOnlyList<DocumentHeading> Headings { get; init; }

    /// <summary>Typed values to filter by.</summary>
    [JsonConverter(typeof(MetadataConverter))]
    public required IReadOnlyDictionary<string, MetadataValue> Metadata { get; init; }
}

/// <summary>Documents by rising id.</summary>
public sealed record DocumentPageResponse
{
    /// <summary>The documents of the page.</summary>
    public required IReadOnlyList<DocumentResponse> Documents { get; init; }

    /// <summary>The value of <c>after</c> for the next page; null when this is the last.</summary>
    public required string? Next { get; init; }
}
