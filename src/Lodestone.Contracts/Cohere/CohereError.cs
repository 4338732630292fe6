using System.Text.Json.Serialization;

namespace Lodestone.Contracts.Cohere;

/// <summary>An error in the shape of Cohere's API (message) and Jina's (detail).</summary>
public sealed record CohereError
{
    /// <summary>The request, the finding, the accepted values, and the remedy.</summary>
    [JsonPropertyName("message")]
    public required string Message { get; init; }

    /// <summary>The same text.</summary>
    [JsonPropertyName("detail")]
    public required string Detail { get; init; }
}
