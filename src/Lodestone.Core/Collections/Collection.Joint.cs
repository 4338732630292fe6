using Lodestone.Search;

namespace Lodestone;

/// <content>A search of several collections.</content>
public sealed partial class Collection
{
    /// <summary>Searches several collections as one: one shortlist, reranked once, in one order.</summary>
    /// <remarks>
    /// <para>
    /// Each collection retrieves its candidates. With one bi-encoder their similarities are comparable, and BM25 nearly so (each
    /// collection weighs words by its own documents), so that they are fused and reranked as those of one collection.
    /// </para>
    /// <para>
    /// Similarities of different bi-encoders are not comparable. The shortlist then takes each collection's best in turn, and the order is
    /// by the reranker's logit alone: <see cref="Hit.FinalScore"/> is the probability, 0 for hits that were not reranked, which follow in
    /// turn.
    /// </para>
    /// <para>Reranked by the reranker of the first collection; equal scores by document id, then collection, then passage.</para>
    /// </remarks>
    /// <param name="collections">The collections, each once.</param>
    /// <param name="query">The query, in plain words without query syntax. Not blank.</param>
    /// <param name="options">How to search. The budget is for all collections together.</param>
    /// <param name="cancellationToken">Honoured within every stage.</param>
    /// <exception cref="ArgumentException">
    /// There is no collection, or one twice; <paramref name="query"/> is blank or too long, an option is out of range, or collections with
    /// different bi-encoders are to be searched by meaning without reranking.
    /// </exception>
    /// <exception cref="FilterException">
    /// The filter compares a field with a wrong kind, or <see cref="SearchOptions.Strict"/> is set and no document of any collection has a
    /// field of it.
    /// </exception>
    /// <exception cref="SearchFailedException">
    /// Every first stage of a collection failed, or the budget ended before its filter was evaluated.
    /// </exception>
    public static Task<JointSearchResult> SearchJointlyAsync(
        IReadOnlyList<Collection> collections,
        string query,
        SearchOptions? options = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(collections);
        if (collections.Count == 0)
        {
            throw new InvalidArgumentException(
                ErrorCodes.ValueBlank, "No collection was given. Give one or more to search.", nameof(collections));
        }

        if (collections.Distinct().Count() < collections.Count)
        {
            throw new InvalidArgumentException(
                ErrorCodes.IdDuplicate, "A collection was given twice. Give each once, so that no hit occurs twice.", nameof(collections));
        }

        var search = new JointSearch(
            [.. collections.Select(c => new JointSource(
                c.Folder, c._searcher, c._history.Current?.Space.Stored.Space.Checksum,
                token => c._reader.ReadAsync(s => s.Fields, token)))],
            collections[0]._reranker, collections[0]._options.TimeProvider);
        return Task.Run(() => search.RunAsync(query, options ?? new SearchOptions(), cancellationToken), CancellationToken.None);
    }
}
