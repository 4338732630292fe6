using Lodestone.Contracts.OpenAi;
using Lodestone.Encoders;
using Lodestone.Server.Access;
using Lodestone.Server.Documentation;
using Lodestone.Server.Errors;
using Lodestone.Server.Models;
using Lodestone.Server.Serialization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Lodestone.Server.Compatibility.OpenAi;

/// <summary>The route for embeddings in OpenAI's shape.</summary>
internal static class EmbeddingsRoutes
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/v1/embeddings", EmbedAsync)
            .RequireScope(KeyScope.Read)
            .Describe(
                "Embed (OpenAI)",
                "The request and response of OpenAI's API. Texts count as documents; the extension `input_type` makes them queries. " +
                "A text that is too long is truncated, and its embedding has the number of lost tokens in `truncated_tokens`; with " +
                "`truncate` false it is refused.")
            .Accepts<EmbeddingsRequest>()
            .Produces<EmbeddingsResponse>()
            .ProducesErrors<OpenAiError>(new OpenAiErrorShape(), 400, 404, 413, 415, 429, 503, 504);

    private static async Task<IResult> EmbedAsync(HttpContext context, ServedModels models, EmbeddingRun run)
    {
        var request = await RequestJson.ReadAsync(context, OpenAiJson.TypeInfo<EmbeddingsRequest>()).ConfigureAwait(false);
        var texts = TextInput.Read(request.Input, "input");
        var encoder = await models.BiEncoderAsync(request.Model, context.RequestAborted).ConfigureAwait(false);
        if (request.Dimensions is { } dimensions && dimensions != encoder.Dimensions)
        {
            throw RequestShape.Mistake("dimensions", FormattableString.Invariant(
                $"{dimensions} dimensions were asked for; '{encoder.Name}' gives {encoder.Dimensions}, and they cannot be shortened. ") +
                "Leave 'dimensions' out, or name a model that gives as many: GET /v1/models.");
        }

        var role = request.InputType == InputType.Query ? EmbeddingRole.Query : EmbeddingRole.Document;
        var batch = await run.RunAsync(context, encoder, texts, role, request.Truncate ?? true ? null : "input").ConfigureAwait(false);
        var answer = Response(batch, encoder.Name, request.EncodingFormat ?? EncodingFormat.Float);
        return JsonResults.Ok(answer, OpenAiJson.TypeInfo<EmbeddingsResponse>());
    }

    private static EmbeddingsResponse Response(EmbeddingBatch batch, string model, EncodingFormat format)
    {
        var tokens = batch.Usage.Sum(u => (long)u.Tokens);
        return new EmbeddingsResponse
        {
            Object = "list",
            Data =
            [
                .. batch.Usage.Select((u, i) => new EmbeddingResponse
                {
                    Object = "embedding",
                    Index = i,
                    Embedding = new EmbeddingNumbers(batch[i], format),
                    TruncatedTokens = u.DroppedTokens > 0 ? u.DroppedTokens : null,
                }),
            ],
            Model = model,
            Usage = new EmbeddingsUsage { PromptTokens = tokens, TotalTokens = tokens },
        };
    }
}

/// <summary>Errors in the shape of OpenAI's API.</summary>
internal sealed class OpenAiErrorShape : IErrorShape
{
    public Task WriteAsync(HttpContext context, Problem problem)
    {
        var kind = problem.Kind;
        context.Response.StatusCode = kind switch
        {
            "model-not-found" => StatusCodes.Status404NotFound,
            HttpErrorCodes.InputTooLong => StatusCodes.Status400BadRequest,
            _ => problem.Status == StatusCodes.Status422UnprocessableEntity ? StatusCodes.Status400BadRequest : problem.Status,
        };
        var (type, code) = problem.Status switch
        {
            StatusCodes.Status401Unauthorized => ("invalid_request_error", "invalid_api_key"),
            StatusCodes.Status403Forbidden =>
                ("permission_error", kind == "scope-insufficient" ? "insufficient_scope" : kind.Replace('-', '_')),
            StatusCodes.Status429TooManyRequests => ("tokens", "rate_limit_exceeded"),
            >= StatusCodes.Status500InternalServerError => ("server_error", kind.Replace('-', '_')),
            _ => ("invalid_request_error", kind == HttpErrorCodes.InputTooLong ? "context_length_exceeded" : kind.Replace('-', '_')),
        };
        var error = new OpenAiError
        {
            Error = new OpenAiErrorDetail { Message = problem.Detail, Type = type, Param = problem.Field, Code = code },
        };
        return new JsonResult<OpenAiError>(error, OpenAiJson.TypeInfo<OpenAiError>())
            .WriteAsync(context, JsonResult<OpenAiError>.ContentType);
    }
}
