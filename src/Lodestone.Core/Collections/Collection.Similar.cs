using Lodestone.Search.Trace;
using Microsoft.Extensions.AI;

namespace Lodestone;

/// <content>Searches without words, and vectors of an embedder of the application.</content>
public sealed partial class Collection
{
    /// <summary>Searches passages near a vector of the caller, by meaning alone.</summary>
    /// <remarks>
    /// The vector is one of the collection's own encoder, or one made of such, such as a mean. No words are matched and nothing is
    /// reranked; <see cref="SearchResult.Query"/> is empty, and <see cref="Hit.Similarity"/> is the cosine with the vector.
    /// </remarks>
    /// <param name="vector">As many finite numbers as the collection's vectors have; its length does not matter.</param>
    /// <param name="options">How to search; <see cref="SearchOptions.Rerank"/> and <see cref="SearchOptions.Fusion"/> do not apply.</param>
    /// <param name="cancellationToken">Honoured within every stage.</param>
    /// <exception cref="ArgumentException">
    /// <paramref name="vector"/> has another number of dimensions, a number that is not finite, or zeros alone, or an option is out of
    /// range.
    /// </exception>
    /// <exception cref="FilterException">The filter compares a field with a wrong kind, or is strict and has an unknown field.</exception>
    /// <exception cref="SearchFailedException">The vector index failed, or the budget ended before the filter was evaluated.</exception>
    public Task<SearchResult> SearchAsync(
        ReadOnlyMemory<float> vector, SearchOptions? options = null, CancellationToken cancellationToken = default) =>
        !vector.IsEmpty && vector.Span.IndexOfAnyExcept(0f) < 0
            ? throw new InvalidArgumentException(
                ErrorCodes.VectorZero, "The vector has zeros alone, so nothing is nearer to it than anything else.", nameof(vector))
            {
                Found = "zeros alone",
                Accepted = "a vector of which a number is not zero",
            }
            : SearchNearAsync(new SearchTarget(vector, null), options, cancellationToken);

    /// <summary>Searches passages like those of a document, by meaning alone; the document itself is left out.</summary>
    /// <remarks>
    /// Every passage of the document is searched for, and a hit's <see cref="Hit.Similarity"/> is that with the nearest of them, so that
    /// a document about two things finds documents about either. A budget ends the search after the passages searched for by then,
    /// with a notice. Nothing is embedded.
    /// </remarks>
    /// <param name="id">The document's id.</param>
    /// <param name="options">How to search; <see cref="SearchOptions.Rerank"/> and <see cref="SearchOptions.Fusion"/> do not apply.</param>
    /// <param name="cancellationToken">Honoured within every stage.</param>
    /// <exception cref="ArgumentException">The collection has no document <paramref name="id"/>, or an option is out of range.</exception>
    /// <exception cref="FilterException">The filter compares a field with a wrong kind, or is strict and has an unknown field.</exception>
    /// <exception cref="SearchFailedException">The vector index failed, or the budget ended before the filter was evaluated.</exception>
    public Task<SearchResult> FindSimilarAsync(string id, SearchOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(id);
        return SearchNearAsync(new SearchTarget(null, id), options, cancellationToken);
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
    public Task ChangeEmbedderAsync(
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

    // Not on the caller's thread: the store is read synchronously.
    private Task<SearchResult> SearchNearAsync(SearchTarget near, SearchOptions? options, CancellationToken cancellationToken) =>
        Task.Run(() => _searcher.SearchNearAsync(near, options ?? new SearchOptions(), cancellationToken), CancellationToken.None);
}
