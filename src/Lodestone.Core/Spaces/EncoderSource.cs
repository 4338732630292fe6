using Lodestone.Encoders;
using Lodestone.Storage;
using Microsoft.Extensions.AI;

namespace Lodestone.Spaces;

/// <summary>Finds the encoder of a vector space: the application's embedder, or a bi-encoder of the pool.</summary>
internal sealed class EncoderSource(ModelPool models, SpaceOptions options)
{
    /// <summary>Whether the encoder that was asked for may differ from the one that made a space, so that opening checks it.</summary>
    public bool IsAskedFor(VectorSpaceDefinition space) =>
        options.Embedder is not null || (options.BiEncoder is not null && options.BiEncoder != space.Model);

    /// <summary>The encoder of a new space.</summary>
    public async Task<PassageEncoder> NewAsync(CancellationToken cancellationToken) => options.Embedder is { } embedder
        ? await ApplicationAsync(embedder, options.EmbedderOptions, null, cancellationToken).ConfigureAwait(false)
        : await LocalAsync(options.BiEncoder ?? ModelCatalog.DefaultBiEncoder, cancellationToken).ConfigureAwait(false);

    /// <summary>The encoder of a space that exists.</summary>
    public SpaceEncoder Of(VectorSpaceDefinition space) => new(
        async cancellationToken =>
        {
            if (options.Embedder is { } embedder)
                return await ApplicationAsync(embedder, options.EmbedderOptions, space, cancellationToken).ConfigureAwait(false);
            if (options.BiEncoder is null && ApplicationEncoder.IsOwn(space))
            {
                throw new ComponentException(
                    ErrorCodes.EmbedderMissing, space.Model,
                    $"The collection was embedded by the application's embedder '{space.Model}', and it is opened without one. Open it " +
                    "with that embedder, or embed its documents again.")
                {
                    Found = "no embedder",
                    Accepted = space.Model,
                };
            }

            return await LocalAsync(options.BiEncoder ?? space.Model, cancellationToken).ConfigureAwait(false);
        },
        space);

    /// <summary>One of our bi-encoders.</summary>
    public async Task<PassageEncoder> LocalAsync(string model, CancellationToken cancellationToken) =>
        new LocalEncoder(model, await models.BiEncoderAsync(model, cancellationToken).ConfigureAwait(false));

    /// <summary>An embedder of the application.</summary>
    public Task<PassageEncoder> ApplicationAsync(
        IEmbeddingGenerator<string, Embedding<float>> embedder,
        EmbedderOptions embedding,
        VectorSpaceDefinition? space,
        CancellationToken cancellationToken) =>
        ApplicationEncoder.CreateAsync(embedder, embedding, options.TokenCounter, options.Clock, space, cancellationToken);
}
