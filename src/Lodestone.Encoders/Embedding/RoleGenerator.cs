using Microsoft.Extensions.AI;

namespace Lodestone.Encoders.Embedding;

/// <summary>A bi-encoder behind Microsoft.Extensions.AI's interface, with one role's prompt before every text.</summary>
internal sealed class RoleGenerator(BiEncoder encoder, EmbeddingRole role) : IEmbeddingGenerator<string, Embedding<float>>
{
    public Task<GeneratedEmbeddings<Embedding<float>>> GenerateAsync(
        IEnumerable<string> values, EmbeddingGenerationOptions? options = null, CancellationToken cancellationToken = default) =>
        GenerateAsync(encoder, role, values, options, cancellationToken);

    public object? GetService(Type serviceType, object? serviceKey = null) => GetService(this, encoder, serviceType, serviceKey);

    /// <summary>Does nothing: the model belongs to its loader.</summary>
    public void Dispose()
    {
    }

    public static async Task<GeneratedEmbeddings<Embedding<float>>> GenerateAsync(
        BiEncoder encoder,
        EmbeddingRole role,
        IEnumerable<string> values,
        EmbeddingGenerationOptions? options,
        CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(values);
        Validate(encoder, options);
        var batch = await encoder.EmbedAsync([.. values], role, null, cancellationToken).ConfigureAwait(false);
        var result = new GeneratedEmbeddings<Embedding<float>>(batch.Count);
        long tokens = 0;
        for (var i = 0; i < batch.Count; i++)
        {
            tokens += batch.Usage[i].Tokens;
            var embedding = new Embedding<float>(batch[i]) { ModelId = encoder.Name };
            if (batch.Usage[i].DroppedTokens > 0)
            {
                embedding.AdditionalProperties =
                    new AdditionalPropertiesDictionary { [EmbedderProperties.DroppedTokens] = batch.Usage[i].DroppedTokens };
            }

            result.Add(embedding);
        }

        result.Usage = new UsageDetails { InputTokenCount = tokens, TotalTokenCount = tokens };
        return result;
    }

    /// <summary>The role that a call's options name; none when they name none.</summary>
    /// <exception cref="InvalidRangeException">The role is not known.</exception>
    public static EmbeddingRole RoleIn(EmbeddingGenerationOptions? options) =>
        options?.AdditionalProperties?.TryGetValue(EmbedderProperties.Role, out var role) is not true || role is null
            ? EmbeddingRole.None
            : role.ToString() switch
            {
                EmbedderProperties.QueryRole => EmbeddingRole.Query,
                EmbedderProperties.DocumentRole => EmbeddingRole.Document,
                _ => throw new InvalidRangeException(
                    EmbedderProperties.Role, role, $"'{EmbedderProperties.QueryRole}' or '{EmbedderProperties.DocumentRole}'"),
            };

    public static object? GetService(object generator, BiEncoder encoder, Type serviceType, object? serviceKey)
    {
        ArgumentNullException.ThrowIfNull(serviceType);
        if (serviceKey is not null)
            return null;
        if (serviceType == typeof(EmbeddingGeneratorMetadata))
            return new EmbeddingGeneratorMetadata("lodestone", defaultModelId: encoder.Name, defaultModelDimensions: encoder.Dimensions);
        return serviceType.IsInstanceOfType(generator) ? generator : serviceType.IsInstanceOfType(encoder) ? encoder : null;
    }

    private static void Validate(BiEncoder encoder, EmbeddingGenerationOptions? options)
    {
        if (options?.Dimensions is { } dimensions && dimensions != encoder.Dimensions)
        {
            throw new InvalidArgumentException(
                ErrorCodes.ModelMismatch,
                $"{dimensions} dimensions were asked for; model '{encoder.Name}' has {encoder.Dimensions}, whole vectors only. " +
                "Leave Dimensions unset, or load a model with that number.",
                nameof(options));
        }

        if (options?.ModelId is { } model && model != encoder.Name)
        {
            throw new InvalidArgumentException(
                ErrorCodes.ModelMismatch,
                $"Model '{model}' was asked for; this generator is '{encoder.Name}'. Leave ModelId unset, or load '{model}'.",
                nameof(options));
        }
    }
}
