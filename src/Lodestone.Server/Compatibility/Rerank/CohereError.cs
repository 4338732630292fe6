using System.Text.Json.Serialization;

namespace Lodestone.Server.Compatibility.Rerank;

/// <summary>An error, as Cohere (message) and Jina (detail) have it.</summary>
/// <param name="Message">What was asked, found and accepted, and what to do.</param>
/// <param name="Detail">The same.</param>
internal sealed record CohereError(
    [property: JsonPropertyName("message")] string Message, [property: JsonPropertyName("detail")] string Detail);
