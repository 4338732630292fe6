using System.Text.Json.Serialization;

namespace Lodestone.Server.Compatibility.OpenAi;

/// <summary>An error, as OpenAI has it.</summary>
/// <param name="Error">What went wrong.</param>
internal sealed record OpenAiError([property: JsonPropertyName("error")] OpenAiErrorDetail Error);
