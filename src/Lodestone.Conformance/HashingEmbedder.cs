using Microsoft.Extensions.AI;

namespace Lodestone.Conformance;

/// <summary>A small encoder for tests: a text's vector is the sum of its words', each at a dimension and with a sign by its hash.</summary>
/// <remarks>
/// Deterministic on every machine, thread-safe, and without files. Texts are similar by the words that they share, whatever they mean, so
/// it is for tests of an application, not for searching. Source: Weinberger et al. 2009, "Feature Hashing for Large Scale Multitask
/// Learning".
/// </remarks>
/// <param name="dimensions">The number of dimensions, 1 or more. Default: 64.</param>
public sealed class HashingEmbedder(int dimensions = 64) : IEmbeddingGenerator<string, Embedding<float>>
{
    private readonly EmbeddingGeneratorMetadata _metadata = new(
        "lodestone", defaultModelId: FormattableString.Invariant($"hashing-{dimensions}"),
        defaultModelDimensions: dimensions >= 1
            ? dimensions
            : throw new ArgumentOutOfRangeException(nameof(dimensions), dimensions, "1 or more dimensions are accepted."));

    /// <inheritdoc/>
    public Task<GeneratedEmbeddings<Embedding<float>>> GenerateAsync(
        IEnumerable<string> values, EmbeddingGenerationOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(values);
        cancellationToken.ThrowIfCancellationRequested();
        return Task.FromResult(new GeneratedEmbeddings<Embedding<float>>(values.Select(v => new Embedding<float>(Vector(v)))));
    }

    /// <inheritdoc/>
    public object? GetService(Type serviceType, object? serviceKey = null)
    {
        ArgumentNullException.ThrowIfNull(serviceType);
        return serviceKey is not null ? null
            : serviceType == typeof(EmbeddingGeneratorMetadata) ? _metadata
            : serviceType.IsInstanceOfType(this) ? this
            : null;
    }

    /// <summary>Does nothing.</summary>
    public void Dispose()
    {
    }

    private float[] Vector(string text)
    {
        var vector = new float[dimensions];
        foreach (var word in Words.Of(text))
        {
            // FNV-1a: string.GetHashCode differs from run to run.
            var hash = 2166136261u;
            foreach (var character in word)
                hash = unchecked((hash ^ character) * 16777619u);
            vector[(hash >> 1) % (uint)dimensions] += (hash & 1) == 0 ? 1 : -1;
        }

        // A vector of zeros has no direction: a text without words, or whose words cancel out.
        if (Array.TrueForAll(vector, v => v == 0))
            vector[0] = 1;
        return vector;
    }
}

/// <summary>A reranker for tests: a passage's logit is the number of the query's words that it has, less one.</summary>
/// <remarks>Deterministic and thread-safe. A passage with none of the words has the probability 0.27, one with three has 0.88.</remarks>
public sealed class WordReranker : IReranker
{
    /// <inheritdoc/>
    public Task<RerankResult> RerankAsync(
        string query, IReadOnlyList<string> passages, RerankOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(query);
        ArgumentNullException.ThrowIfNull(passages);
        cancellationToken.ThrowIfCancellationRequested();
        var words = Words.Of(query).ToHashSet(StringComparer.Ordinal);
        var logits = passages.Select(p => Document.IsBlank(p) ? null : (float?)(Words.Of(p).Distinct().Count(words.Contains) - 1));
        return Task.FromResult(RerankResult.FromLogits([.. logits], options?.Top) with { Model = "words" });
    }
}

/// <summary>The words of a text: runs of letters and digits in lower case.</summary>
internal static class Words
{
    public static IEnumerable<string> Of(string text)
    {
        var start = -1;
        for (var i = 0; i <= text.Length; i++)
        {
            var isWord = i < text.Length && char.IsLetterOrDigit(text[i]);
            if (isWord && start < 0)
                start = i;
            if (isWord || start < 0)
                continue;
            yield return text[start..i].ToLowerInvariant();
            start = -1;
        }
    }
}
