using System.Text.Json.Serialization;

namespace Lodestone.Contracts.OpenAi;

/// <summary>An error in the shape of OpenAI's API.</summary>
public sealed record OpenAiError
{
    /// <summary>The error.</summary>
    [JsonPropertyName("error")]
    public required OpenAiErrorDetail Error { get; init; }
}

/// <summary>The fields of an error in the shape of OpenAI's API.</summary>
public sealed record OpenAiErrorDetail
{
    /// <summary>The request, the finding, the accepted values, and the remedy.</summary>
    [JsonPropertyName("message")]
    public required string Message { get; init; }

    /// <summary>The kind of error.</summary>
    [JsonPropertyName("type")]
    public required string Type { get; init; }

    /// <summary>The field that the error concerns; null when there is none.</summary>
    [JsonPropertyName("param")]
    public required string? Param { get; init; }

    /// <summary>The code of the error; it never changes.</summary>
    [JsonPropertyName("code")]
    public required string Code { get; init; }
}
