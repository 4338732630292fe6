using Lodestone.Encoders;
using Microsoft.Extensions.AI;

namespace Lodestone.Hosting;

/// <summary>The embedder of a hosted collection as an embedding generator, without owning it.</summary>
internal sealed class CollectionEmbeddings(HostedCollection hosted) : IEmbeddingGenerator<string, Embedding<float>>
{
    private volatile IEmbeddingGenerator<string, Embedding<float>>? _encoder;

    public async Task<GeneratedEmbeddings<Embedding<float>>> GenerateAsync(
        IEnumerable<string> values, EmbeddingGenerationOptions? options = null, CancellationToken cancellationToken = default)
    {
        var encoder = await EncoderAsync(cancellationToken).ConfigureAwait(false);
        return await encoder.GenerateAsync(values, options, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Returns this object or, once the model has been used, a service of the model, such as its metadata.</summary>
    public object? GetService(Type serviceType, object? serviceKey = null)
    {
        ArgumentNullException.ThrowIfNull(serviceType);
        return serviceKey is null && serviceType.IsInstanceOfType(this) ? this : _encoder?.GetService(serviceType, serviceKey);
    }

    public void Dispose()
    {
    }

    private async Task<IEmbeddingGenerator<string, Embedding<float>>> EncoderAsync(CancellationToken cancellationToken)
    {
        if (_encoder is { } known)
            return known;
        if (hosted.Options.Embedder is { } own)
            return _encoder = own;
        var collection = await hosted.GetAsync(cancellationToken).ConfigureAwait(false);
        return _encoder = await hosted.Models
            .BiEncoderAsync(collection.BiEncoder ?? ModelCatalog.DefaultBiEncoder, cancellationToken).ConfigureAwait(false);
    }
}
