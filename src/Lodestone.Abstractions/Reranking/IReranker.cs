namespace Lodestone;

/// <summary>Scores how well each of some passages answers a query: a cross-encoder, a remote service, or a model of one's own.</summary>
/// <remarks>
/// <para>
/// Implementations are thread-safe: a collection calls one from many searches at once. They belong to their creator, so a collection does
/// not dispose them. <c>Lodestone.Encoders.CrossEncoder</c> is one.
/// </para>
/// <para>
/// An implementation returns one score for each passage, by the index that the passage has in the list, and does not change its inputs. The
/// same query and passage have the same score in every call and every order of the list. A blank passage is not scored: its state is
/// <see cref="PassageState.Blank"/>; a collection never sends one. An empty list has an empty result.
/// <see cref="RerankResult.FromLogits"/> makes a result of plain numbers.
/// </para>
/// <para>
/// An implementation honours the cancellation token, and <see cref="RerankOptions.Top"/> and <see cref="RerankOptions.Budget"/> as far as
/// it can; the other options are those of a cross-encoder, and may be ignored. It may throw any exception: a search then keeps the order
/// it had before, and its trace has the message.
/// </para>
/// </remarks>
public interface IReranker
{
    /// <summary>Ranks passages by how well they answer a query.</summary>
    /// <param name="query">The query; not blank.</param>
    /// <param name="passages">The passages.</param>
    /// <param name="options">Top, budget, and what cross-encoders can do. Default: those of <see cref="RerankOptions"/>.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The ranking, best first.</returns>
    Task<RerankResult> RerankAsync(
        string query, IReadOnlyList<string> passages, RerankOptions? options = null, CancellationToken cancellationToken = default);
}

/// <summary>A reranker that passes every call on to another one, to derive decorators from: caches, retries, logs.</summary>
/// <remarks>As safe for threads as the inner reranker, which stays its creator's.</remarks>
public abstract class DelegatingReranker : IReranker
{
    /// <summary>Wraps a reranker.</summary>
    /// <param name="inner">The reranker that answers.</param>
    protected DelegatingReranker(IReranker inner)
    {
        ArgumentNullException.ThrowIfNull(inner);
        Inner = inner;
    }

    /// <summary>The reranker that answers.</summary>
    protected IReranker Inner { get; }

    /// <inheritdoc/>
    public virtual Task<RerankResult> RerankAsync(
        string query, IReadOnlyList<string> passages, RerankOptions? options = null, CancellationToken cancellationToken = default) =>
        Inner.RerankAsync(query, passages, options, cancellationToken);
}

/// <summary>Reranks objects by one of their texts.</summary>
public static class RerankerExtensions
{
    /// <summary>Ranks objects by how well their texts answer a query.</summary>
    /// <typeparam name="T">The objects.</typeparam>
    /// <param name="reranker">The reranker.</param>
    /// <param name="query">The query; not blank.</param>
    /// <param name="items">The objects.</param>
    /// <param name="text">Reads the text of an object; null counts as blank.</param>
    /// <param name="top">The number of best objects to return. Default: all.</param>
    /// <param name="options">Budget, and what cross-encoders can do. Default: those of <see cref="RerankOptions"/>.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The objects, best first, each with its score; those that were not scored follow, blank ones last.</returns>
    public static async Task<IReadOnlyList<RankedItem<T>>> RerankAsync<T>(
        this IReranker reranker,
        string query,
        IReadOnlyList<T> items,
        Func<T, string?> text,
        int? top = null,
        RerankOptions? options = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(reranker);
        ArgumentNullException.ThrowIfNull(items);
        ArgumentNullException.ThrowIfNull(text);
        options ??= new RerankOptions();
        options = options with { Top = top ?? options.Top };
        T[] given = [.. items];
        string[] texts = [.. given.Select(item => text(item) ?? "")];
        var result = await reranker.RerankAsync(query, texts, options, cancellationToken).ConfigureAwait(false);
        return [.. result.Passages.Take(options.Top ?? int.MaxValue).Select(score => new RankedItem<T>(given[score.Index], score))];
    }
}

/// <summary>An object with the score of its text.</summary>
/// <typeparam name="T">The objects.</typeparam>
/// <param name="Item">The object.</param>
/// <param name="Score">Its score, and its index in the caller's list.</param>
public readonly record struct RankedItem<T>(T Item, RerankScore Score);
