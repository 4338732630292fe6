using System.Collections.Concurrent;
using Microsoft.Extensions.AI;

namespace Lodestone.Core.Tests.Spaces;

/// <summary>Embeds a text by its words, each a dimension by its hash; a test may put anything in place of an answer.</summary>
internal sealed class ScriptedEmbedder : IEmbeddingGenerator<string, Embedding<float>>
{
    private int _inFlight;

    public EmbeddingGeneratorMetadata? Metadata { get; init; } = new("tests", null, "words", 32);

    public Func<IReadOnlyList<string>, CancellationToken, Task>? Before { get; init; }

    public Func<IReadOnlyList<string>, GeneratedEmbeddings<Embedding<float>>, GeneratedEmbeddings<Embedding<float>>?>? Change { get; init; }

    public ConcurrentQueue<(IReadOnlyList<string> Texts, object? Role, int? Dimensions)> Calls { get; } = new();

    public int MostInFlight { get; private set; }

    public bool IsDisposed { get; private set; }

    public static float[] Vector(string text, int dimensions = 32)
    {
        var vector = new float[dimensions];
        foreach (var word in text.Split([' ', '.'], StringSplitOptions.RemoveEmptyEntries))
            vector[word.Aggregate(7, (hash, c) => ((hash * 31) + c) & 0xFFFF) % dimensions]++;
        return vector.All(v => v == 0) ? [1, .. vector[1..]] : vector;
    }

    public async Task<GeneratedEmbeddings<Embedding<float>>> GenerateAsync(
        IEnumerable<string> values, EmbeddingGenerationOptions? options = null, CancellationToken cancellationToken = default)
    {
        string[] texts = [.. values];
        Calls.Enqueue((texts, options?.AdditionalProperties?.GetValueOrDefault(EmbedderProperties.Role), options?.Dimensions));
        lock (Calls)
            MostInFlight = Math.Max(MostInFlight, ++_inFlight);
        try
        {
            if (Before is not null)
                await Before(texts, cancellationToken);
            var made = new GeneratedEmbeddings<Embedding<float>>(texts.Select(t => new Embedding<float>(Vector(t))));
            return Change is null ? made : Change(texts, made)!;
        }
        finally
        {
            lock (Calls)
                _inFlight--;
        }
    }

    public object? GetService(Type serviceType, object? serviceKey = null) =>
        serviceType == typeof(EmbeddingGeneratorMetadata) ? Metadata : null;

    public void Dispose() => IsDisposed = true;
}
