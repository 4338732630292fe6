using Lodestone.Contracts.Cohere;
using Lodestone.Contracts.OpenAi;

namespace Lodestone.Server.Compatibility.Rerank;

/// <summary>A ranking in the shape of Cohere's and Jina's answers.</summary>
internal static class RankingMapping
{
    public static RankingResponse ToResponse(this Ranking ranking, string id, string version, RankingRequest request)
    {
        var shown = ranking.Texts.Take(request.TopN ?? int.MaxValue);
        string[] warnings = [.. Warnings(ranking)];
        return new RankingResponse
        {
            Id = id,
            Model = ranking.Model,
            Results = [.. shown.Select(t => Result(t, request))],
            Usage = new EmbeddingsUsage { PromptTokens = ranking.Tokens, TotalTokens = ranking.Tokens },
            Meta = new RankingMeta
            {
                ApiVersion = new RankingApiVersion { Version = version },
                BilledUnits = new RankingUnits { SearchUnits = Units(ranking.Texts.Count) },
                Warnings = warnings.Length > 0 ? warnings : null,
            },
        };
    }

    private static RankedDocumentResponse Result(RankedText text, RankingRequest request) => new()
    {
        Index = text.Score.Index,
        RelevanceScore = text.Score.Probability ?? 0,
        Logit = text.Score.Logit,
        State = text.State,
        TruncatedTokens = text.TruncatedTokens > 0 ? text.TruncatedTokens : null,
        Document = request.ReturnDocuments == true ? RankingDocuments.Shown(request.Documents[text.Score.Index]) : null,
    };

    private static int Units(int documents) =>
        (documents + RankingUnits.DocumentsPerSearchUnit - 1) / RankingUnits.DocumentsPerSearchUnit;

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
