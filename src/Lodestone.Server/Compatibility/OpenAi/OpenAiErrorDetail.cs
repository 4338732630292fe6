using System.Text.Json.Serialization;

namespace Lodestone.Server.Compatibility.OpenAi;

/// <summary>What went wrong, as OpenAI has it.</summary>
/// <param name="Message">What was asked, found and accepted, and what to do.</param>
/// <param name="Type">The kind of error.</param>
/// <param name="Param">The field that is meant; null when none is.</param>
/// <param name="Code">Which error it is: never changes.</param>
internal sealed record OpenAiErrorDetail(
    [property: JsonPropertyName("message")] string Message,
    [property: JsonPropertyName("type")] string Type,
    [property: JsonPropertyName("param")] string? Param,
    [property: JsonPropertyName("code")] string Code);
