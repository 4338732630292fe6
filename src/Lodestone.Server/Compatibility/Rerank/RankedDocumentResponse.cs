using System.Text.Json;
using System.Text.Json.Serialization;

namespace Lodestone.Server.Compatibility.Rerank;

/// <summary>One document of a ranking.</summary>
/// <param name="Index">Its index in the request, from 0.</param>
/// <param name="RelevanceScore">The probability that it answers the query; 0 for a blank document, which no model has read.</param>
/// <param name="Logit">An extension: the model's raw output, unbounded; null for a blank document.</param>
/// <param name="State">An extension: <c>blank</c> if it has no words and was not scored; absent otherwise.</param>
/// <param name="TruncatedTokens">An extension: its tokens that were not read; absent when all were.</param>
/// <param name="Document">The document, if the request wants it.</param>
internal sealed record RankedDocumentResponse(
    [property: JsonPropertyName("index")] int Index,
    [property: JsonPropertyName("relevance_score")] double RelevanceScore,
    [property: JsonPropertyName("logit")] float? Logit,
    [property: JsonPropertyName("state")]
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? State,
    [property: JsonPropertyName("truncated_tokens")]
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] int? TruncatedTokens,
    [property: JsonPropertyName("document")]
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] JsonElement? Document)
{
    public const string Blank = "blank";

    public static RankedDocumentResponse Of(RankedText text, JsonElement? document) => new(
        text.Score.Index,
        text.Score.Probability ?? 0,
        text.Score.Logit,
        text.IsBlank ? Blank : null,
        text.TruncatedTokens > 0 ? text.TruncatedTokens : null,
        document);
}
