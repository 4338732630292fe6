using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Lodestone.Contracts.Cohere;
using Lodestone.Contracts.OpenAi;
using Lodestone.Server.Access;
using Lodestone.Server.Documentation;
using Lodestone.Server.Errors;
using Lodestone.Server.Models;
using Lodestone.Server.Serialization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Lodestone.Server.Compatibility.Rerank;

/// <summary>The routes for reranking in Cohere's and Jina's shape.</summary>
internal static class RankingRoutes
{
    private const string Description =
        "`relevance_score` is the probability, the extension `logit` the model's raw output. A document that is too long is truncated, " +
        "and its result has the number of lost tokens in `truncated_tokens`; `max_chunks_per_doc` reads it in windows. Blank documents " +
        "come last with `state` `blank`.";

    private static readonly JsonTypeInfo<RankingRequest> Request = CohereJson.TypeInfo<RankingRequest>();
    private static readonly JsonTypeInfo<RankingResponse> Response = CohereJson.TypeInfo<RankingResponse>();

    public static void Map(IEndpointRouteBuilder routes)
    {
        Map(routes, "1", "Rerank (Cohere v1, Jina)");
        Map(routes, "2", "Rerank (Cohere v2)");
    }

    private static void Map(IEndpointRouteBuilder routes, string version, string title) =>
        routes.MapPost($"/v{version}/rerank", (HttpContext context, ServedModels models, RankingRun run) =>
            RankAsync(context, models, run, version))
            .RequireScope(KeyScope.Read)
            .Describe(title, Description)
            .Accepts<RankingRequest>()
            .Produces<RankingResponse>()
            .ProducesErrors<CohereError>(new CohereErrorShape(), 400, 404, 413, 415, 422, 429, 503, 504);

    private static async Task<IResult> RankAsync(HttpContext context, ServedModels models, RankingRun run, string version)
    {
        var request = await RequestJson.ReadAsync(context, Request).ConfigureAwait(false);
        var texts = RankingDocuments.Read(request);
        var encoder = await models.CrossEncoderAsync(request.Model, context.RequestAborted).ConfigureAwait(false);
        var cut = new RankingCut
        {
            MaxTokens = request.MaxTokensPerDoc,
            MaxWindows = request.MaxChunksPerDoc ?? 1,
            Usual = request.Priority switch { null => null, 0 => WorkPriority.Interactive, _ => WorkPriority.Bulk },
        };
        var ranking = await run.RunAsync(context, encoder, request.Query, texts, cut).ConfigureAwait(false);
        var id = Activity.Current?.TraceId.ToString() ?? context.TraceIdentifier;
        return JsonResults.Ok(ranking.ToResponse(id, version, request), Response);
    }
}

/// <summary>The documents of a request to rank: strings, or objects of which some fields are read.</summary>
internal static class RankingDocuments
{
    private static readonly string[] Usual = ["text"];

    /// <summary>The text that is read of each document.</summary>
    /// <exception cref="RequestException">A document is neither a string nor an object, or lacks a field.</exception>
    public static IReadOnlyList<string> Read(RankingRequest request) =>
        [.. request.Documents.Select((document, i) =>
            Text(document, request.RankFields, string.Create(CultureInfo.InvariantCulture, $"documents[{i}]")))];

    /// <summary>A document as results show it: an object unchanged, a string as an object's text.</summary>
    public static JsonElement Shown(JsonElement document) => document.ValueKind == JsonValueKind.Object
        ? document
        : JsonSerializer.SerializeToElement(
            new TextDocument { Text = document.GetString()! }, CohereJson.TypeInfo<TextDocument>());

    private static string Text(JsonElement document, IReadOnlyList<string>? fields, string place)
    {
        if (document.ValueKind == JsonValueKind.String && fields is null)
            return document.GetString()!;
        if (document.ValueKind != JsonValueKind.Object)
        {
            throw RequestShape.Mistake(place, fields is null
                ? $"'{place}' is {FieldRule.Name(document)}; accepted is a string, or an object with 'text'."
                : $"'{place}' is {FieldRule.Name(document)}; with 'rank_fields' documents are objects. Leave it out for strings.");
        }

        return string.Join('\n', (fields ?? Usual).Select(field => Field(document, field, place)));
    }

    private static string Field(JsonElement document, string field, string place)
    {
        if (!document.TryGetProperty(field, out var value))
        {
            throw RequestShape.Mistake(place,
                $"'{place}' has no field '{FieldRule.Short(field)}'. Send it, or name the documents' fields in 'rank_fields'.");
        }

        var where = RequestShape.Join(place, FieldRule.Short(field));
        return value.ValueKind switch
        {
            JsonValueKind.String => value.GetString()!,
            JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False => value.GetRawText(),
            _ => throw RequestShape.Mistake(where, $"'{where}' is {FieldRule.Name(value)}; accepted is a string, a number, true or false."),
        };
    }
}

/// <summary>Errors in the shape of Cohere's and Jina's APIs.</summary>
internal sealed class CohereErrorShape : IErrorShape
{
    public Task WriteAsync(HttpContext context, Problem problem)
    {
        if (problem.Kind == "model-not-found")
            context.Response.StatusCode = StatusCodes.Status404NotFound;
        var error = new CohereError { Message = problem.Detail, Detail = problem.Detail };
        return new JsonResult<CohereError>(error, CohereJson.TypeInfo<CohereError>())
            .WriteAsync(context, JsonResult<CohereError>.ContentType);
    }
}

/// <summary>A ranking in the shape of Cohere's and Jina's responses.</summary>
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
