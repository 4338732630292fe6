using System.Runtime.CompilerServices;
using System.Text.Json;
using Lodestone.Contracts.Cohere;
using Lodestone.Contracts.OpenAi;

namespace Lodestone.Contracts.Client;

/// <content>Searches, and the models by themselves.</content>
public sealed partial class LodestoneClient
{
    /// <summary>Searches a collection for a query, or near a vector.</summary>
    /// <param name="collection">The collection.</param>
    /// <param name="request">The query or the vector, and how to search. <see cref="SearchRequest.Stream"/> does not apply.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="ArgumentException">No address can hold <paramref name="collection"/>.</exception>
    /// <exception cref="LodestoneClientException">The call failed, or the request has a value that is not accepted.</exception>
    public async Task<SearchResponse> SearchAsync(
        string collection, SearchRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        var result = await SendAsync(
            HttpMethod.Post, $"{In(collection)}/search", request with { Stream = null }, AnswerJson.OfOwn<SearchResponse>(),
            cancellationToken).ConfigureAwait(false);
        return AnswerChecks.Search(_address, result);
    }

    /// <summary>Searches, and gives the fused hits first and the reranked ones when they are ready: two results, or one failure.</summary>
    /// <param name="collection">The collection.</param>
    /// <param name="request">The query or the vector, and how to search.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="ArgumentException">No address can hold <paramref name="collection"/>.</exception>
    /// <exception cref="LodestoneClientException">The call failed, or the request has a value that is not accepted.</exception>
    public IAsyncEnumerable<SearchResponse> SearchStepsAsync(
        string collection, SearchRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        var body = CallBody.Json(request with { Stream = true }, ContractsJson.TypeInfo<SearchRequest>());
        var call = new ClientCall(HttpMethod.Post, $"{In(collection)}/search")
        {
            Body = () => CallBody.Content(body),
            Accept = "text/event-stream",
        };
        return StepsAsync(call, cancellationToken);
    }

    /// <summary>Finds documents like one of the collection, by meaning alone.</summary>
    /// <param name="collection">The collection.</param>
    /// <param name="request">The document, and how to search.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="ArgumentException">No document can have the id, or no address can hold <paramref name="collection"/>.</exception>
    /// <exception cref="LodestoneClientException">The call failed, or there is no such document.</exception>
    public async Task<SearchResponse> FindSimilarAsync(
        string collection, SimilarRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        _ = ServerAddress.Ids([request.DocumentId], nameof(request));
        var result = await SendAsync(
            HttpMethod.Post, $"{In(collection)}/similar", request, AnswerJson.OfOwn<SearchResponse>(), cancellationToken)
            .ConfigureAwait(false);
        return AnswerChecks.Search(_address, result);
    }

    /// <summary>Counts the values of fields over all documents that match, for facets beside a search.</summary>
    /// <param name="collection">The collection.</param>
    /// <param name="request">The fields, the filter, and what was chosen.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="ArgumentException">No address can hold <paramref name="collection"/>.</exception>
    /// <exception cref="LodestoneClientException">The call failed, or the request has a value that is not accepted.</exception>
    public async Task<FacetsResponse> CountFacetsAsync(
        string collection, FacetsRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        var result = await SendAsync(
            HttpMethod.Post, $"{In(collection)}/facets", request, AnswerJson.OfOwn<FacetsResponse>(), cancellationToken)
            .ConfigureAwait(false);
        AnswerChecks.Facets(_address, request, result);
        return result;
    }

    /// <summary>Ranks passages with the bi-encoder and with the cross-encoder.</summary>
    /// <param name="request">The query and the passages.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="LodestoneClientException">The call failed, or the request has a value that is not accepted.</exception>
    public async Task<ComparisonResponse> CompareAsync(CompareRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        var result = await SendAsync(
            HttpMethod.Post, "v1/compare", request, AnswerJson.OfOwn<ComparisonResponse>(), cancellationToken).ConfigureAwait(false);
        AnswerChecks.Comparison(_address, result, request.Passages.Count);
        return result;
    }

    /// <summary>Finds how much each part of a passage counts for the scores of both encoders.</summary>
    /// <param name="request">The query and the passage.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="LodestoneClientException">The call failed, or the request has a value that is not accepted.</exception>
    public async Task<ExplainResponse> ExplainAsync(ExplainRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        var result = await SendAsync(
            HttpMethod.Post, "v1/explain", request, AnswerJson.OfOwn<ExplainResponse>(), cancellationToken).ConfigureAwait(false);
        AnswerChecks.Explanation(_address, result.BiEncoder, request.Passage.Length);
        AnswerChecks.Explanation(_address, result.CrossEncoder, request.Passage.Length);
        return result;
    }

    /// <summary>Ranks texts by how well they answer a query, with a cross-encoder.</summary>
    /// <param name="query">The query; not blank.</param>
    /// <param name="texts">Up to <see cref="RequestLimits.MaxInputs"/> texts. A blank one is not read by the model and comes last.</param>
    /// <param name="top">The maximum number of results. Default: all.</param>
    /// <param name="model">The cross-encoder, a name of <see cref="ListModelsAsync"/>. Default: the server's.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>The results, best first, each with the index of its text.</returns>
    /// <exception cref="ArgumentException">A text is null.</exception>
    /// <exception cref="LodestoneClientException">The call failed, or a value is not accepted.</exception>
    public async Task<RankingResponse> RerankAsync(
        string query, IReadOnlyList<string> texts, int? top = null, string? model = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(query);
        var request = new RankingRequest
        {
            Query = query, Documents = [.. List(texts, nameof(texts)).EnumerateArray()], TopN = top, Model = model,
        };
        var result = await SendAsync(
            HttpMethod.Post, "v2/rerank", CohereJson.TypeInfo<RankingRequest>(), request, AnswerJson.OfCohere<RankingResponse>(),
            cancellationToken).ConfigureAwait(false);
        AnswerChecks.Indexes(_address, [.. result.Results.Select(r => r.Index)], texts.Count, areAll: top is null);
        return result;
    }

    /// <summary>Embeds texts.</summary>
    /// <param name="texts">Up to <see cref="RequestLimits.MaxInputs"/> texts, none of them blank.</param>
    /// <param name="role">Whether the texts are found by searches, or search. Default: they are found.</param>
    /// <param name="model">The bi-encoder, a name of <see cref="ListModelsAsync"/>. Default: the server's.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>One embedding for each text, in order.</returns>
    /// <exception cref="ArgumentException">A text is null.</exception>
    /// <exception cref="LodestoneClientException">The call failed, or a value is not accepted.</exception>
    public async Task<EmbeddingsResponse> EmbedAsync(
        IReadOnlyList<string> texts,
        InputType role = InputType.Document,
        string? model = null,
        CancellationToken cancellationToken = default)
    {
        var request = new EmbeddingsRequest
        {
            Input = List(texts, nameof(texts)), InputType = role, Model = model, EncodingFormat = EncodingFormat.Base64,
        };
        var result = await SendAsync(
            HttpMethod.Post, "v1/embeddings", OpenAiJson.TypeInfo<EmbeddingsRequest>(), request, AnswerJson.OfOpenAi<EmbeddingsResponse>(),
            cancellationToken).ConfigureAwait(false);
        AnswerChecks.Embeddings(_address, result, texts.Count);
        return result;
    }

    private static JsonElement List(IReadOnlyList<string> texts, string parameter)
    {
        ArgumentNullException.ThrowIfNull(texts, parameter);
        if (texts.Any(t => t is null))
            throw new InvalidArgumentException(ErrorCodes.ValueNull, "A text is null; accepted are texts.", parameter);
        return JsonSerializer.SerializeToElement(texts, ContractsJson.TypeInfo<IReadOnlyList<string>>());
    }

    private async IAsyncEnumerable<SearchResponse> StepsAsync(
        ClientCall call, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var events = await _exchange.OpenAsync(call, cancellationToken).ConfigureAwait(false);
        await using var disposal = events.ConfigureAwait(false);
        while (await events.EventAsync(cancellationToken).ConfigureAwait(false) is { } step)
        {
            if (step.Name == "error")
                throw Answers.Of(_address, Failures.Read(_address, step.Data.Span, AnswerJson.OfOwn<Problem>(), null));
            // An event of a later version has another name.
            if (step.Name is not ("fused" or "reranked"))
                continue;
            yield return AnswerChecks.Search(
                _address, Failures.Read(_address, step.Data.Span, AnswerJson.OfOwn<SearchResponse>(), null));
            if (step.Name == "reranked")
                yield break;
        }

        throw Failures.Incomplete(_address, null);
    }
}
