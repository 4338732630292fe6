using Lodestone.Encoders;
using Microsoft.Extensions.AI;

namespace Lodestone;

/// <content>The model of the vectors: another place of it, or another model.</content>
public sealed partial class Collection
{
    /// <summary>Uses the bi-encoder of the vectors from another place, and stores that place; embeds nothing.</summary>
    /// <remarks>A collection opened for reading only uses the place until it is disposed, and stores nothing.</remarks>
    /// <param name="model">A bundled name or a model folder's path, with the files that the vectors were made with.</param>
    /// <param name="cancellationToken">Honoured until the place is stored.</param>
    /// <exception cref="ModelLoadException">
    /// <paramref name="model"/> cannot be used, or gives other vectors (<see cref="ErrorCodes.CollectionModelDiffers"/>).
    /// </exception>
    /// <exception cref="StoreException">The place could not be stored.</exception>
    /// <exception cref="InvalidOperationException">The collection is empty and was opened for reading only.</exception>
    public Task RepointBiEncoderAsync(string model, CancellationToken cancellationToken = default)
    {
        InvalidArgumentException.ThrowIfBlank(model);
        return Task.Run(RepointAsync, cancellationToken);

        async Task RepointAsync()
        {
            var space = _history.Current?.Space ?? _committer.Space;
            var encoder = await _encoders.LocalAsync(model, cancellationToken).ConfigureAwait(false);
            await space.Encoder.UseAsync(encoder, cancellationToken).ConfigureAwait(false);
            if (IsReadOnly)
                space.Repoint(encoder.Reference);
            else
                await _committer.RepointAsync(space, encoder.Reference, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>
    /// Re-embeds all documents with another bi-encoder or other passages beside the current vectors, then switches atomically.
    /// </summary>
    /// <remarks>
    /// Until then searches use the current vectors and say so in their notices. After an interruption the next call with the same model
    /// resumes. The collection's own model in another place is re-pointed, and nothing is embedded.
    /// </remarks>
    /// <param name="model">A bundled name or a model folder's path.</param>
    /// <param name="passages">The sizes of passages. Default: those of <see cref="PassageOptions"/>.</param>
    /// <param name="progress">Receives the number of embedded documents.</param>
    /// <param name="cancellationToken">Honoured between model runs.</param>
    /// <exception cref="ModelLoadException"><paramref name="model"/> cannot be used.</exception>
    /// <exception cref="StoreException">The vectors or indexes could not be written; the collection is unchanged.</exception>
    public Task<ReembeddingReport> ChangeBiEncoderAsync(
        string model,
        PassageOptions? passages = null,
        IProgress<(long Documents, long TotalDocuments)>? progress = null,
        CancellationToken cancellationToken = default)
    {
        InvalidArgumentException.ThrowIfBlank(model);
        passages?.Validate();
        return _reembedding.RunAsync(token => _encoders.LocalAsync(model, token), passages, progress, cancellationToken);
    }

    /// <summary>
    /// Re-embeds all documents with an embedder of the application beside the current vectors, then switches atomically.
    /// </summary>
    /// <remarks>As <see cref="ChangeBiEncoderAsync"/>. Later openings give the embedder in their options.</remarks>
    /// <param name="embedder">The embedder, which stays the caller's and is used until the collection is disposed.</param>
    /// <param name="options">How it is called, and its identity. Default: those of <see cref="EmbedderOptions"/>.</param>
    /// <param name="passages">The sizes of passages. Default: those of <see cref="PassageOptions"/>.</param>
    /// <param name="progress">Receives the number of embedded documents.</param>
    /// <param name="cancellationToken">Honoured between calls.</param>
    /// <exception cref="ArgumentException"><paramref name="embedder"/> does not say which model it runs.</exception>
    /// <exception cref="ComponentException"><paramref name="embedder"/> failed; the collection is unchanged.</exception>
    /// <exception cref="StoreException">The vectors or indexes could not be written; the collection is unchanged.</exception>
    public Task<ReembeddingReport> ChangeEmbedderAsync(
        IEmbeddingGenerator<string, Embedding<float>> embedder,
        EmbedderOptions? options = null,
        PassageOptions? passages = null,
        IProgress<(long Documents, long TotalDocuments)>? progress = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(embedder);
        options ??= new EmbedderOptions();
        options.Validate();
        passages?.Validate();
        return _reembedding.RunAsync(
            token => _encoders.ApplicationAsync(embedder, options, null, token), passages, progress, cancellationToken);
    }
}
