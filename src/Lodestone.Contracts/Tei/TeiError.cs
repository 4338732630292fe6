using System.Text.Json.Serialization;

namespace Lodestone.Contracts.Tei;

/// <summary>An error, as text-embeddings-inference has it.</summary>
public sealed record TeiError
{
    /// <summary>The request, the finding, what is accepted, and what to do.</summary>
    [JsonPropertyName("error")]
    public required string Error { get; init; }

    /// <summary>The kind of error.</summary>
    [JsonPropertyName("error_type")]
    public required string ErrorType { get; init; }
}
