using System.Text.Json.Serialization;

namespace Lodestone.Contracts;

/// <summary>A stored document.</summary>
public sealed record DocumentResponse
{
    /// <summary>Its id.</summary>
    public required string Id { get; init; }

    /// <summary>Its title; empty if it has none.</summary>
    public required string Title { get; init; }

    /// <summary>Its text.</summary>
    public required string Text { get; init; }

    /// <summary>The beginnings of sections in the text, in ascending order.</summary>
    public required IReadOnlyList<DocumentHeading> Headings { get; init; }

    /// <summary>Typed values to filter by.</summary>
    [JsonConverter(typeof(MetadataConverter))]
    public required IReadOnlyDictionary<string, MetadataValue> Metadata { get; init; }
}

/// <summary>Documents in ascending order of id.</summary>
public sealed record DocumentPageResponse
{
    /// <summary>The documents of the page.</summary>
    public required IReadOnlyList<DocumentResponse> Documents { get; init; }

    /// <summary>The value of <c>after</c> for the next page; null when this is the last.</summary>
    public required string? Next { get; init; }

    /// <summary>
    /// The fields of the filter that no document has, whose comparisons were false; often typing errors. Absent when there are none.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<string>? UnknownFields { get; init; }
}
