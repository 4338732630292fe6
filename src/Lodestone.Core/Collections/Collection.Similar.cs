using Lodestone.Search.Trace;

namespace Lodestone;

/// <content>Searches without words.</content>
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

    // Not on the caller's thread: the store is read synchronously.
    private Task<SearchResult> SearchNearAsync(SearchTarget near, SearchOptions? options, CancellationToken cancellationToken) =>
        Task.Run(() => _searcher.SearchNearAsync(near, options ?? new SearchOptions(), cancellationToken), CancellationToken.None);
}
