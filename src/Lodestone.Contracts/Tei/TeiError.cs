using System.Text.Json.Serialization;

namespace Lodestone.Contracts.Tei;

/// <summary>An error in the shape of text-embeddings-inference.</summary>
public sealed record TeiError
{
    /// <summary>The request, the finding, the accepted values, and the remedy.</summary>
    [JsonPropertyName("error")]
    public required string Error { get; init; }

    /// <summary>The kind of error.</summary>
    [JsonPropertyName("error_type")]
    public required string ErrorType { get; init; }
}
