using System.Text.Json.Serialization;
using Lodestone.Server.Compatibility.OpenAi;

namespace Lodestone.Server.Compatibility.Rerank;

/// <summary>Documents in the order of the cross-encoder: what Cohere's and Jina's clients expect.</summary>
/// <param name="Id">Names the request in logs and traces.</param>
/// <param name="Model">The cross-encoder.</param>
/// <param name="Results">Best first; blank documents last.</param>
/// <param name="Usage">Tokens that were read, as Jina has it.</param>
/// <param name="Meta">What Cohere says of it.</param>
internal sealed record RankingResponse(
    [property: JsonPropertyName("id")] string Id,
    [property: JsonPropertyName("model")] string Model,
    [property: JsonPropertyName("results")] IReadOnlyList<RankedDocumentResponse> Results,
    [property: JsonPropertyName("usage")] EmbeddingsUsage Usage,
    [property: JsonPropertyName("meta")] RankingMeta Meta)
{
    public static RankingResponse Of(string id, string version, RankingRequest request, Ranking ranking)
    {
        var shown = ranking.Texts.Take(request.TopN ?? int.MaxValue);
        var units = (ranking.Texts.Count + CompatibilityDefaults.DocumentsPerSearchUnit - 1) / CompatibilityDefaults.DocumentsPerSearchUnit;
        string[] warnings = [.. Warnings(ranking)];
        return new RankingResponse(
            id,
            ranking.Model,
            [.. shown.Select(t => RankedDocumentResponse.Of(
                t, request.ReturnDocuments == true ? RankingDocuments.Shown(request.Documents[t.Score.Index]) : null))],
            new EmbeddingsUsage(ranking.Tokens, ranking.Tokens),
            new RankingMeta(new RankingApiVersion(version), new RankingUnits(units), warnings.Length > 0 ? warnings : null));
    }

    private static IEnumerable<string> Warnings(Ranking ranking)
    {
        var truncated = ranking.Texts.Count(t => t.TruncatedTokens > 0);
        if (truncated > 0)
        {
            yield return FormattableString.Invariant($"{truncated} of {ranking.Texts.Count} documents were read only in part: ") +
                "their results say how many tokens were not (truncated_tokens).";
        }

        var blank = ranking.Texts.Count(t => t.IsBlank);
        if (blank > 0)
        {
            yield return FormattableString.Invariant($"{blank} of {ranking.Texts.Count} documents have no words: no model has read ") +
                "them, they come last, and their relevance_score of 0 is not a model's (state: blank).";
        }
    }
}
