using System.Text.Json.Serialization;

namespace Lodestone.Contracts.Cohere;

/// <summary>An error, as Cohere (message) and Jina (detail) have it.</summary>
public sealed record CohereError
{
    /// <summary>The request, the finding, what is accepted, and what to do.</summary>
    [JsonPropertyName("message")]
    public required string Message { get; init; }

    /// <summary>The same.</summary>
    [JsonPropertyName("detail")]
    public required string Detail { get; init; }
}
