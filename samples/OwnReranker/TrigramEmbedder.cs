using Microsoft.Extensions.AI;

namespace OwnReranker;

/// <summary>An embedder that needs no model: the counts of a text's groups of three letters, hashed into 256 dimensions.</summary>
/// <remarks>The place for a client of OpenAI, Ollama or another provider, with its own retries and cache.</remarks>
internal sealed class TrigramEmbedder : IEmbeddingGenerator<string, Embedding<float>>
{
    private const int Dimensions = 256;

    // Stored with the collection, and compared at every opening: another model's vectors are never mixed with these.
    private static readonly EmbeddingGeneratorMetadata Identity =
        new("samples", defaultModelId: "trigrams", defaultModelDimensions: Dimensions);

    public Task<GeneratedEmbeddings<Embedding<float>>> GenerateAsync(
        IEnumerable<string> values, EmbeddingGenerationOptions? options = null, CancellationToken cancellationToken = default) =>
        Task.FromResult(new GeneratedEmbeddings<Embedding<float>>(values.Select(v => new Embedding<float>(Embed(v)))));

    public object? GetService(Type serviceType, object? serviceKey = null) =>
        serviceKey is null && serviceType == typeof(EmbeddingGeneratorMetadata) ? Identity : null;

    public void Dispose()
    {
    }

    private static float[] Embed(string text)
    {
        var vector = new float[Dimensions];
        var letters = " " + text.ToLowerInvariant() + " ";
        for (var i = 0; i + 3 <= letters.Length; i++)
            vector[((letters[i] * 31 + letters[i + 1]) * 31 + letters[i + 2]) % Dimensions]++;
        return vector;
    }
}
