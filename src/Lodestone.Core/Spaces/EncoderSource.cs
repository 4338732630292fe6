using Lodestone.Encoders;
using Lodestone.Storage;
using Microsoft.Extensions.AI;

namespace Lodestone.Spaces;

/// <summary>Finds the encoder of a vector space: the application's embedder, or a bi-encoder of the pool.</summary>
internal sealed class EncoderSource(ModelPool models, SpaceOptions options)
{
    /// <summary>The encoder of a new space.</summary>
    public async Task<PassageEncoder> NewAsync(CancellationToken cancellationToken) => options.Embedder is { } embedder
        ? await ApplicationAsync(embedder, options.EmbedderOptions, null, cancellationToken).ConfigureAwait(false)
        : await LocalAsync(options.BiEncoder ?? ModelCatalog.DefaultBiEncoder, cancellationToken).ConfigureAwait(false);

    /// <summary>The encoder of a space that exists.</summary>
    public SpaceEncoder Of(VectorSpaceDefinition space) => new(
        async (model, cancellationToken) =>
        {
            if (options.Embedder is { } embedder)
                return await ApplicationAsync(embedder, options.EmbedderOptions, space, cancellationToken).ConfigureAwait(false);
            return FindProblem(space) is { } missing
                ? throw missing
                : await LocalAsync(model, cancellationToken).ConfigureAwait(false);
        },
        space);

    /// <summary>
    /// Finds the place of a space's model: the one that was asked for, when the same model is there; the stored one; or, when that is
    /// gone, the bundled model with the same checksum.
    /// </summary>
    /// <param name="space">The space.</param>
    /// <param name="notices">Receives a sentence when a bundled model is used in place of a folder that is gone.</param>
    /// <param name="cancellationToken">Honoured between files.</param>
    /// <returns>The place, and the encoder, when it had to be loaded.</returns>
    /// <exception cref="LodestoneException">The encoder that was asked for cannot be used, or makes other vectors.</exception>
    public async Task<(string Model, PassageEncoder? Encoder)> LocateAsync(
        VectorSpaceDefinition space, ICollection<string> notices, CancellationToken cancellationToken)
    {
        if (options.Embedder is { } embedder)
        {
            var own = await ApplicationAsync(embedder, options.EmbedderOptions, space, cancellationToken).ConfigureAwait(false);
            await own.VerifyAsync(space, cancellationToken).ConfigureAwait(false);
            return (space.Model, own);
        }

        if (options.BiEncoder is { } asked && models.Reference(asked) != space.Model)
        {
            var encoder = await LocalAsync(asked, cancellationToken).ConfigureAwait(false);
            await encoder.VerifyAsync(space, cancellationToken).ConfigureAwait(false);
            return (encoder.Reference, encoder);
        }

        if (space.Embedder == SpaceEmbedder.Generator || IsThere(space.Model))
            return (space.Model, null);
        var bundled = await models.FindByChecksumAsync(ModelKind.BiEncoder, space.Checksum, cancellationToken).ConfigureAwait(false);
        if (bundled is null)
            return (space.Model, null);
        notices.Add(
            $"The bi-encoder '{space.Model}' is no longer there; the bundled model '{bundled}' has the same checksum and is used instead.");
        return (bundled, null);
    }

    /// <summary>The reason why no query or document can be embedded for a space, as far as it is seen without loading a model.</summary>
    public LodestoneException? FindProblem(VectorSpaceDefinition space) =>
        options.Embedder is not null || options.BiEncoder is not null || space.Embedder != SpaceEmbedder.Generator ? null
        : new ComponentException(
            ErrorCodes.EmbedderMissing, space.Name,
            $"The collection was embedded by the application's embedder '{space.Name}', and it is opened without one. Open it " +
            "with that embedder, or embed its documents again.")
        {
            Found = "no embedder",
            Accepted = space.Name,
        };

    /// <summary>One of our bi-encoders.</summary>
    public async Task<PassageEncoder> LocalAsync(string model, CancellationToken cancellationToken)
    {
        var reference = models.Reference(model);
        return new LocalEncoder(reference, await models.BiEncoderAsync(reference, cancellationToken).ConfigureAwait(false));
    }

    /// <summary>An embedder of the application.</summary>
    public Task<PassageEncoder> ApplicationAsync(
        IEmbeddingGenerator<string, Embedding<float>> embedder,
        EmbedderOptions embedding,
        VectorSpaceDefinition? space,
        CancellationToken cancellationToken) =>
        ApplicationEncoder.CreateAsync(embedder, embedding, options.TokenCounter, options.Clock, space, cancellationToken);

    private bool IsThere(string model)
    {
        try
        {
            ModelCatalog.KindOf(models.Resolve(model).Folder);
            return true;
        }
        catch (ModelLoadException)
        {
            return false;
        }
    }
}
