using Lodestone.Indexing.Keywords;
using Lodestone.Indexing.Keywords.Analysis;
using Lucene.Net.Index;

namespace Lodestone.Indexing;

/// <summary>A snapshot of a keyword index.</summary>
/// <remarks>
/// Immutable; any number of threads may search it while the index is written to, and after the index is disposed. Files stay open until it
/// is disposed; searches in flight then still complete.
/// </remarks>
public sealed class KeywordSnapshot : IDisposable
{
    private readonly IReadOnlyList<DirectoryReader> _readers;
    private readonly Bm25Search _search;
    private int _disposed;

    // Takes ownership of one reference to each reader.
    internal KeywordSnapshot(IReadOnlyList<DirectoryReader> readers, IReadOnlyList<SegmentView> segments, KeywordOptions options,
        KeywordAnalysis analysis)
    {
        _readers = readers;
        _search = new(segments, options, analysis);
    }

    /// <summary>The number of passages.</summary>
    public int Count => _search.Count;

    /// <summary>Finds the passages with the words of a query, by BM25.</summary>
    /// <param name="query">Any text. No character has a special meaning.</param>
    /// <param name="top">The maximum number of hits, 1 or more.</param>
    /// <param name="allowed">The passages that may be returned; null for all. They do not change the scores.</param>
    /// <param name="cancellationToken">Honoured during the search.</param>
    /// <returns>The hits by descending score, equal scores by ascending key, and the words searched for.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="top"/> is less than 1.</exception>
    /// <exception cref="ObjectDisposedException">The snapshot is disposed.</exception>
    /// <exception cref="OperationCanceledException">The search was cancelled.</exception>
    public KeywordResults Search(string query, int top, KeySet? allowed = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(query);
        InvalidRangeException.ThrowIfLess(top, 1);
        cancellationToken.ThrowIfCancellationRequested();
        var held = Hold();
        try
        {
            return _search.Search(query, top, allowed, cancellationToken);
        }
        finally
        {
            Release(held);
        }
    }

    /// <summary>Whether the snapshot has the passage. Usually looks in tables in memory; not meant for searching.</summary>
    /// <param name="key">The passage's number; no index has a negative one.</param>
    /// <exception cref="ObjectDisposedException">The snapshot is disposed.</exception>
    public bool Contains(long key)
    {
        var held = Hold();
        try
        {
            return _search.Contains(key);
        }
        finally
        {
            Release(held);
        }
    }

    /// <summary>Finds words of the query in a text, in any form in which a search finds them.</summary>
    /// <remarks>
    /// A word in more than a tenth of the passages is left unmarked when it weighs less than a third of the query's weightiest word.
    /// </remarks>
    /// <param name="query">The query, as in the search.</param>
    /// <param name="text">Any text.</param>
    /// <returns>
    /// Ranges of characters of <paramref name="text"/> (end excluded) in ascending order, not overlapping; at most 1,000.
    /// </returns>
    /// <exception cref="ObjectDisposedException">The snapshot is disposed.</exception>
    public IReadOnlyList<(int Start, int End)> Highlight(string query, string text)
    {
        ArgumentNullException.ThrowIfNull(query);
        ArgumentNullException.ThrowIfNull(text);
        var held = Hold();
        try
        {
            return _search.Highlight(query, text);
        }
        finally
        {
            Release(held);
        }
    }

    /// <summary>Closes the files once no search uses them.</summary>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref _disposed, 1) != 0)
            return;
        foreach (var reader in _readers)
            reader.DecRef();
    }

    // While a reader is held its files stay open, even if the index or the snapshot is disposed meanwhile.
    private int Hold()
    {
        for (var held = 0; held < _readers.Count; held++)
        {
            if (Volatile.Read(ref _disposed) == 0 && _readers[held].TryIncRef())
                continue;
            Release(held);
            throw new ObjectDisposedException(nameof(KeywordSnapshot));
        }

        return _readers.Count;
    }

    private void Release(int held)
    {
        for (var i = 0; i < held; i++)
            _readers[i].DecRef();
    }
}
