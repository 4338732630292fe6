using System.Text.Json.Serialization;

namespace Lodestone.Server.Compatibility.TextEmbeddings;

/// <summary>An error, as text-embeddings-inference has it.</summary>
/// <param name="Error">What was asked, found and accepted, and what to do.</param>
/// <param name="ErrorType">The kind of error.</param>
internal sealed record TeiError(
    [property: JsonPropertyName("error")] string Error, [property: JsonPropertyName("error_type")] string ErrorType);
