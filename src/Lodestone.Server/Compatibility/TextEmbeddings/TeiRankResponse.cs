using System.Text.Json.Serialization;
using Lodestone.Server.Compatibility.Rerank;

namespace Lodestone.Server.Compatibility.TextEmbeddings;

/// <summary>One text of a ranking.</summary>
/// <param name="Index">Its index in the request, from 0.</param>
/// <param name="Score">Probability or logit, as asked; of a blank text, which no model has read, 0 or null.</param>
/// <param name="Text">The text, if the request wants it.</param>
/// <param name="State">An extension: <c>blank</c> if it has no words and was not scored; absent otherwise.</param>
/// <param name="TruncatedTokens">An extension: its tokens that were not read; absent when all were.</param>
internal sealed record TeiRankResponse(
    [property: JsonPropertyName("index")] int Index,
    [property: JsonPropertyName("score")] double? Score,
    [property: JsonPropertyName("text")]
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Text,
    [property: JsonPropertyName("state")]
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? State,
    [property: JsonPropertyName("truncated_tokens")]
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] int? TruncatedTokens)
{
    public static TeiRankResponse Of(RankedText text, TeiRerankRequest request) => new(
        text.Score.Index,
        request.RawScores == true ? text.Score.Logit : text.Score.Probability ?? 0,
        request.ReturnText == true ? request.Texts[text.Score.Index] : null,
        text.IsBlank ? RankedDocumentResponse.Blank : null,
        text.TruncatedTokens > 0 ? text.TruncatedTokens : null);
}
