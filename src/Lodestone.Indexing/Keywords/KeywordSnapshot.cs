using Lodestone.Indexing.Keywords;
using Lucene.Net.Index;

namespace Lodestone.Indexing;

/// <summary>A keyword index as it was at one moment.</summary>
/// <remarks>
/// Never changes; any number of threads may search it while the index is written to, and after the index is disposed. Holds files open
/// until it is disposed; searches then in flight end undisturbed.
/// </remarks>
public sealed class KeywordSnapshot : IDisposable
{
    private readonly IReadOnlyList<DirectoryReader> _readers;
    private readonly Bm25Search _search;
    private readonly KeywordAnalysis _analysis;
    private int _disposed;

    // Takes over one reference to each reader.
    internal KeywordSnapshot(IReadOnlyList<DirectoryReader> readers, IReadOnlyList<SegmentView> segments, KeywordOptions options,
        KeywordAnalysis analysis)
    {
        _readers = readers;
        _analysis = analysis;
        _search = new(segments, options, analysis);
    }

    /// <summary>Number of passages.</summary>
    public int Count => _search.Count;

    /// <summary>Finds the passages with the words of a query, by BM25.</summary>
    /// <param name="query">Any text. No character has a special meaning.</param>
    /// <param name="top">How many hits to return at most, 1 or more.</param>
    /// <param name="allowed">The passages that may be returned; null for all. They do not change the scores.</param>
    /// <param name="cancellationToken">Ends the search early.</param>
    /// <returns>Hits by score from high to low, equal scores by key from low to high; and what was searched for.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="top"/> is under 1.</exception>
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

    /// <summary>Whether it has the passage. Looks in tables in memory as a rule; not made for searches.</summary>
    /// <param name="key">The passage's number; one that is negative is in no index.</param>
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

    /// <summary>Where words of the query are in a text.</summary>
    /// <param name="query">The query as searched.</param>
    /// <param name="text">Any text.</param>
    /// <returns>
    /// Ranges of characters (end excluded) in rising order, not overlapping; at most 1,000.
    /// </returns>
    public IReadOnlyList<(int Start, int End)> Highlight(string query, string text)
    {
        ArgumentNullException.ThrowIfNull(query);
        ArgumentNullException.ThrowIfNull(text);
        var tokens = new List<QueryToken>();
        _analysis.Read(query, tokens, KeywordLimits.MaxQueryWords);
        var words = tokens.Select(t => t.Term).ToHashSet(StringComparer.Ordinal);
        var ranges = new List<(int Start, int End)>();
        if (words.Count == 0)
            return ranges;
        _analysis.Read(text, tokens);
        foreach (var token in tokens.Where(t => t.End > t.Start && words.Contains(t.Term)).OrderBy(t => t.Start))
        {
            if (ranges.Count > 0 && token.Start <= ranges[^1].End)
                ranges[^1] = (ranges[^1].Start, Math.Max(ranges[^1].End, token.End));
            else if (ranges.Count == KeywordLimits.MaxHighlights)
                break;
            else
                ranges.Add((token.Start, token.End));
        }

        return ranges;
    }

    /// <summary>Lets go of the files.</summary>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref _disposed, 1) != 0)
            return;
        foreach (var reader in _readers)
            reader.DecRef();
    }

    // While it is held a reader's files stay open, whoever disposes of what meanwhile.
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
