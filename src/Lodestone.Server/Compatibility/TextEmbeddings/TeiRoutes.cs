using System.Globalization;
using Lodestone.Contracts.OpenAi;
using Lodestone.Contracts.Tei;
using Lodestone.Encoders;
using Lodestone.Server.Access;
using Lodestone.Server.Documentation;
using Lodestone.Server.Errors;
using Lodestone.Server.Models;
using Lodestone.Server.Serialization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Options;

namespace Lodestone.Server.Compatibility.TextEmbeddings;

/// <summary>The routes for embeddings and reranking in the shape of text-embeddings-inference.</summary>
internal static class TeiRoutes
{
    /// <summary>The headers that report truncation where a response is a bare list. Absent when no text was truncated.</summary>
    public const string TruncatedInputs = "Lodestone-Truncated-Inputs";

    public const string TruncatedTokens = "Lodestone-Truncated-Tokens";

    private const string ComputeTokens = "x-compute-tokens";
    private static readonly int[] Statuses = [400, 413, 415, 422, 429, 503, 504];

    public static void Map(IEndpointRouteBuilder routes)
    {
        var shape = new TeiErrorShape();
        routes.MapPost("/embed", EmbedAsync)
            .RequireScope(KeyScope.Read)
            .Describe(
                "Embed (text-embeddings-inference)",
                "A list of embeddings. A text that is too long is refused unless `truncate` is true; then the headers " +
                $"{TruncatedInputs} and {TruncatedTokens} have the number of truncated texts and of lost tokens.")
            .Accepts<TeiEmbedRequest>()
            .Produces<IReadOnlyList<EmbeddingNumbers>>()
            .ProducesErrors<TeiError>(shape, Statuses);
        routes.MapPost("/rerank", RerankAsync)
            .RequireScope(KeyScope.Read)
            .Describe(
                "Rerank (text-embeddings-inference)",
                "Texts in the order of the cross-encoder's probabilities, or of its logits if `raw_scores` is true. A text that is too " +
                "long is refused unless `truncate` is true.")
            .Accepts<TeiRerankRequest>()
            .Produces<IReadOnlyList<TeiRankResponse>>()
            .ProducesErrors<TeiError>(shape, Statuses);
        routes.MapGet("/info", InfoAsync)
            .RequireScope(KeyScope.Read)
            .Describe("Info (text-embeddings-inference)", "The default models, and the server's limits.")
            .Produces<TeiInfoResponse>()
            .ProducesErrors<TeiError>(shape, 503);
    }

    private static async Task<IResult> EmbedAsync(HttpContext context, ServedModels models, EmbeddingRun run)
    {
        var request = await RequestJson.ReadAsync(context, TeiJson.TypeInfo<TeiEmbedRequest>()).ConfigureAwait(false);
        var texts = TextInput.Read(request.Inputs, "inputs");
        ValidateRight(request.TruncationDirection);
        var encoder = await models.BiEncoderAsync(null, context.RequestAborted).ConfigureAwait(false);
        if (request.Dimensions is { } dimensions && dimensions != encoder.Dimensions)
        {
            throw RequestShape.Mistake("dimensions", FormattableString.Invariant(
                $"{dimensions} dimensions were asked for; '{encoder.Name}' has {encoder.Dimensions}. Leave 'dimensions' out."));
        }

        if (request.Normalize == false && encoder.IsNormalized)
        {
            throw RequestShape.Mistake("normalize",
                $"'normalize' is false, but '{encoder.Name}' is a model whose embeddings have length 1. Leave 'normalize' out.");
        }

        var batch = await run
            .RunAsync(context, encoder, texts, Role(request.PromptName), request.Truncate == true ? null : "inputs")
            .ConfigureAwait(false);
        Tell(context, batch.Usage.Count(u => u.DroppedTokens > 0), batch.Usage.Sum(u => (long)u.DroppedTokens));
        context.Response.Headers[ComputeTokens] = Number(batch.Usage.Sum(u => (long)u.Tokens));
        IReadOnlyList<EmbeddingNumbers> answer =
        [
            .. Enumerable.Range(0, batch.Count).Select(i => new EmbeddingNumbers(
                encoder.IsNormalized || request.Normalize == false ? batch[i] : UnitLength.Of(batch[i].Span), EncodingFormat.Float)),
        ];
        return JsonResults.Ok(answer, TeiJson.TypeInfo<IReadOnlyList<EmbeddingNumbers>>());
    }

    private static async Task<IResult> RerankAsync(HttpContext context, ServedModels models, RankingRun run)
    {
        var request = await RequestJson.ReadAsync(context, TeiJson.TypeInfo<TeiRerankRequest>()).ConfigureAwait(false);
        ValidateRight(request.TruncationDirection);
        var encoder = await models.CrossEncoderAsync(null, context.RequestAborted).ConfigureAwait(false);
        var cut = new RankingCut { Field = request.Truncate == true ? null : "texts" };
        var ranking = await run.RunAsync(context, encoder, request.Query, request.Texts, cut).ConfigureAwait(false);
        Tell(context, ranking.Texts.Count(t => t.TruncatedTokens > 0), ranking.Texts.Sum(t => (long)t.TruncatedTokens));
        context.Response.Headers[ComputeTokens] = Number(ranking.Tokens);
        IReadOnlyList<TeiRankResponse> answer = [.. ranking.Texts.Select(t => Result(t, request))];
        return JsonResults.Ok(answer, TeiJson.TypeInfo<IReadOnlyList<TeiRankResponse>>());
    }

    private static async Task<IResult> InfoAsync(HttpContext context, ServedModels models, IOptions<ServerOptions> options)
    {
        var biEncoder = await models.BiEncoderAsync(null, context.RequestAborted).ConfigureAwait(false);
        var crossEncoder = await models.CrossEncoderAsync(null, context.RequestAborted).ConfigureAwait(false);
        var decisions = biEncoder.Description.Decisions;
        var graph = decisions.First(d => d.What == "graph").Value;
        var pooling = decisions.FirstOrDefault(d => d.What == "pooling")?.Value ?? "graph";
        var isInt8 = graph.Contains("int8", StringComparison.OrdinalIgnoreCase) ||
            graph.Contains("quant", StringComparison.OrdinalIgnoreCase);
        var answer = new TeiInfoResponse
        {
            ModelId = biEncoder.Name,
            ModelSha = null,
            ModelDtype = isInt8 ? "int8" : "float32",
            ModelType = new TeiModelType { Embedding = new TeiPooling { Pooling = pooling.ToLowerInvariant() } },
            RerankerModelId = crossEncoder.Name,
            MaxInputLength = biEncoder.MaxTokens,
            MaxBatchTokens = options.Value.BulkTokens,
            MaxConcurrentRequests = AccessDefaults.MaxConnections,
            MaxClientBatchSize = RequestLimits.MaxInputs,
            AutoTruncate = false,
            TokenizationWorkers = Environment.ProcessorCount,
            Version = ApiDescription.Version,
        };
        return JsonResults.Ok(answer, TeiJson.TypeInfo<TeiInfoResponse>());
    }

    private static TeiRankResponse Result(RankedText text, TeiRerankRequest request) => new()
    {
        Index = text.Score.Index,
        Score = request.RawScores == true ? text.Score.Logit : text.Score.Probability ?? 0,
        Text = request.ReturnText == true ? request.Texts[text.Score.Index] : null,
        State = text.State,
        TruncatedTokens = text.TruncatedTokens > 0 ? text.TruncatedTokens : null,
    };

    private static EmbeddingRole Role(string? prompt) => prompt switch
    {
        null => EmbeddingRole.None,
        "query" => EmbeddingRole.Query,
        "document" or "passage" => EmbeddingRole.Document,
        _ => throw RequestShape.Mistake("prompt_name",
            $"'prompt_name' is '{FieldRule.Short(prompt)}'; accepted are query and document. Leave it out for no prompt."),
    };

    private static void ValidateRight(string? direction)
    {
        if (direction is not null && !direction.Equals("right", StringComparison.OrdinalIgnoreCase))
        {
            throw RequestShape.Mistake("truncation_direction",
                $"'truncation_direction' is '{FieldRule.Short(direction)}'; accepted is right: texts are cut at their end. Leave it out.");
        }
    }

    private static void Tell(HttpContext context, int inputs, long tokens)
    {
        if (inputs == 0)
            return;
        context.Response.Headers[TruncatedInputs] = Number(inputs);
        context.Response.Headers[TruncatedTokens] = Number(tokens);
    }

    private static string Number(long value) => value.ToString(CultureInfo.InvariantCulture);
}

/// <summary>Errors in the shape of text-embeddings-inference.</summary>
internal sealed class TeiErrorShape : IErrorShape
{
    public Task WriteAsync(HttpContext context, Problem problem)
    {
        var type = problem.Status switch
        {
            StatusCodes.Status401Unauthorized or StatusCodes.Status403Forbidden => "Unauthorized",
            StatusCodes.Status429TooManyRequests => "Overloaded",
            StatusCodes.Status503ServiceUnavailable => "Unhealthy",
            >= StatusCodes.Status500InternalServerError => "Backend",
            _ => "Validation",
        };
        return new JsonResult<TeiError>(new TeiError { Error = problem.Detail, ErrorType = type }, TeiJson.TypeInfo<TeiError>())
            .WriteAsync(context, JsonResult<TeiError>.ContentType);
    }
}

/// <summary>Embeddings of a model that does not normalise them itself.</summary>
internal static class UnitLength
{
    public static ReadOnlyMemory<float> Of(ReadOnlySpan<float> embedding)
    {
        var sum = 0.0;
        foreach (var value in embedding)
            sum += (double)value * value;
        var length = Math.Sqrt(sum);
        var result = new float[embedding.Length];
        for (var i = 0; length > 0 && i < result.Length; i++)
            result[i] = (float)(embedding[i] / length);
        return result;
    }
}
