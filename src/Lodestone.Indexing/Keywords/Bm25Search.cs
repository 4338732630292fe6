using System.Collections.Concurrent;
using Lucene.Net.Util;

namespace Lodestone.Indexing.Keywords;

/// <summary>BM25 over the segments of a snapshot, with the statistics of its live passages only.</summary>
/// <remarks>
/// Lucene's own scoring includes deleted passages in its statistics and keeps lengths in one byte, so scores would depend on when segments
/// are merged. Here a score is a sum in double precision over the query's words by descending weight, equal ones in ordinal order, then
/// over its pairs in the order of the query, whatever the segments: a rebuilt index has the same bits.
/// </remarks>
internal sealed class Bm25Search(IReadOnlyList<SegmentView> segments, KeywordOptions options, KeywordAnalysis analysis)
{
    private const int MostCached = 10_000;

    private readonly Bm25Weights _bm25 = new(options, segments);

    // Kept for the next search; a concurrent search allocates its own.
    private ScoreWindow? _window;

    private readonly ConcurrentDictionary<string, int> _frequencies = new(StringComparer.Ordinal);

    public int Count => (int)_bm25.Count;

    public bool Contains(long key) => segments.Any(s => s.Contains(key));

    public KeywordResults Search(string query, int top, KeySet? allowed, CancellationToken cancellationToken)
    {
        var tokens = new List<QueryToken>();
        var whole = analysis.Read(query, tokens, KeywordDefaults.MaxQueryWords);
        var times = new SortedDictionary<string, int>(StringComparer.Ordinal);
        foreach (var token in tokens)
            times[token.Term] = times.GetValueOrDefault(token.Term) + 1;

        var known = new Dictionary<string, int>(StringComparer.Ordinal);
        var unknown = new List<string>();
        foreach (var term in times.Keys)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (Frequency(term) is > 0 and var frequency)
                known.Add(term, frequency);
            else
                unknown.Add(term);
        }

        var dropped = known.OrderBy(k => k.Value).ThenBy(k => k.Key, StringComparer.Ordinal).Skip(KeywordDefaults.MaxQueryTerms)
            .Select(k => k.Key).Order(StringComparer.Ordinal).ToArray();
        foreach (var term in dropped)
            known.Remove(term);
        string[] terms = [.. known.Keys.Order(StringComparer.Ordinal)];
        var prepared = new PreparedQuery(
            [.. terms.Select(t => (t, Weight: _bm25.MaxImpact * _bm25.Idf(known[t]) * times[t])).OrderByDescending(t => t.Weight)],
            Pairs(tokens, known));
        var hits = new TopHits(Math.Min(top, Count));
        var matches = 0;
        if (terms.Length > 0 && allowed is not { Count: 0 })
        {
            var window = Interlocked.Exchange(ref _window, null) ?? new();
            foreach (var segment in segments)
                new SegmentSearch(segment, prepared, _bm25).Run(window, hits, allowed, ref matches, cancellationToken);
            _window = window;
        }
        matches = Math.Min(matches, KeywordDefaults.MaxMatches);

        return new KeywordResults(hits.Take(), matches, new(terms, [.. unknown], dropped, !whole));
    }

    // Adjacent words of the query with no word between them, not even a stop word.
    private List<(string First, string Second, double Weight)> Pairs(List<QueryToken> tokens, Dictionary<string, int> known)
    {
        var pairs = new List<(string, string, double)>();
        if (options.PhraseBoost == 0)
            return pairs;
        var seen = new HashSet<(string, string)>();
        for (var i = 1; i < tokens.Count && pairs.Count < KeywordDefaults.MaxQueryTerms; i++)
        {
            var (first, second) = (tokens[i - 1].Term, tokens[i].Term);
            if (tokens[i].PositionIncrement == 1 && first != second &&
                known.TryGetValue(first, out var a) && known.TryGetValue(second, out var b) &&
                seen.Add((first, second)))
            {
                pairs.Add((first, second, _bm25.MaxImpact * options.PhraseBoost * (_bm25.Idf(a) + _bm25.Idf(b))));
            }
        }

        return pairs;
    }

    private int Frequency(string term)
    {
        if (_frequencies.TryGetValue(term, out var frequency))
            return frequency;
        var bytes = new BytesRef(term);
        foreach (var segment in segments)
            frequency += segment.Frequency(bytes);
        if (_frequencies.Count < MostCached)
            _frequencies.TryAdd(term, frequency);
        return frequency;
    }
}

/// <summary>The words of a query that are in a snapshot, by descending weight, and the adjacent pairs that add to the score.</summary>
/// <param name="Words">Each word with the maximum it can add to a score; equal weights in ordinal order.</param>
/// <param name="Pairs">In the order of the query.</param>
internal sealed record PreparedQuery(
    IReadOnlyList<(string Word, double Weight)> Words, IReadOnlyList<(string First, string Second, double Weight)> Pairs);

/// <summary>
/// BM25 (Robertson and Zaragoza, The Probabilistic Relevance Framework, 2009) with extra weight for words of the title, as in BM25F: counts
/// and lengths of title and text are added before saturation.
/// </summary>
internal sealed class Bm25Weights
{
    private readonly double _fixed;
    private readonly double _byLength;

    public Bm25Weights(KeywordOptions options, IEnumerable<SegmentView> segments)
    {
        long length = 0, titleLength = 0;
        foreach (var segment in segments)
        {
            Count += segment.Count;
            length += segment.Length;
            titleLength += segment.TitleLength;
        }
        TitleExtra = options.TitleBoost - 1;
        var average = Count == 0 ? 1 : Math.Max(1e-9, (length + (TitleExtra * titleLength)) / Count);
        MaxImpact = options.K1 + 1;
        _fixed = options.K1 * (1 - options.B);
        _byLength = options.K1 * options.B / average;
    }

    /// <summary>The number of live passages.</summary>
    public long Count { get; }

    /// <summary>The weight of a word in the title, in addition to its weight of one as a word of the body.</summary>
    public double TitleExtra { get; }

    /// <summary>The limit of a word's count after saturation.</summary>
    public double MaxImpact { get; }

    public double Idf(int frequency) => Math.Log(1 + ((Count - frequency + .5) / (frequency + .5)));

    /// <summary>The saturated count in a passage of a length, as a share of <see cref="MaxImpact"/>, from 0 to 1.</summary>
    public double TermFrequency(double count, float length) => count / (count + _fixed + (_byLength * length));
}
