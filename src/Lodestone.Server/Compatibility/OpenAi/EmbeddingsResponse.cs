using System.Text.Json.Serialization;
using Lodestone.Encoders;

namespace Lodestone.Server.Compatibility.OpenAi;

/// <summary>Embeddings, in the order of the texts.</summary>
/// <param name="Object">Always <c>list</c>.</param>
/// <param name="Data">One a text.</param>
/// <param name="Model">The bi-encoder.</param>
/// <param name="Usage">What it took.</param>
internal sealed record EmbeddingsResponse(
    [property: JsonPropertyName("object")] string Object,
    [property: JsonPropertyName("data")] IReadOnlyList<EmbeddingResponse> Data,
    [property: JsonPropertyName("model")] string Model,
    [property: JsonPropertyName("usage")] EmbeddingsUsage Usage)
{
    public static EmbeddingsResponse Of(EmbeddingBatch batch, string model, EncodingFormat format)
    {
        var tokens = batch.Usage.Sum(u => (long)u.Tokens);
        return new EmbeddingsResponse(
            "list",
            [.. batch.Usage.Select((u, i) => new EmbeddingResponse(
                "embedding", i, new EmbeddingNumbers(batch[i], format), u.DroppedTokens > 0 ? u.DroppedTokens : null))],
            model,
            new EmbeddingsUsage(tokens, tokens));
    }
}
