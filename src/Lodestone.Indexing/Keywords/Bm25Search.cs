using System.Collections.Concurrent;
using System.Numerics;
using Lucene.Net.Index;
using Lucene.Net.Util;

namespace Lodestone.Indexing;

/// <summary>BM25 over the segments of a snapshot, with the statistics of its living passages only.</summary>
/// <remarks>
/// Lucene's own scoring counts deleted passages in its statistics and keeps lengths in one byte, so scores would depend on when segments
/// are merged. Here a score is a sum in double precision over the query's words in ordinal order, then over its pairs in the order of the
/// query, whatever the segments: an index built afresh gives the same bits. Passages are scored window by window, so that the sums stay
/// in the processor's cache.
/// </remarks>
internal sealed class Bm25Search(IReadOnlyList<SegmentView> segments, KeywordOptions options, KeywordAnalysis analysis)
{
    private const int Window = 1 << 14;
    private const int MostCached = 10_000;

    private readonly Bm25Weights _bm25 = new(options, segments);
    private readonly ConcurrentDictionary<string, int> _frequencies = new(StringComparer.Ordinal);

    public int Count => (int)_bm25.Count;

    public bool Contains(long key) => segments.Any(s => s.Contains(key));

    public KeywordResults Search(string query, int top, KeySet? allowed, CancellationToken cancellation)
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
            cancellation.ThrowIfCancellationRequested();
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
        var weights = known.ToDictionary(k => k.Key, k => _bm25.Rarity(k.Value) * times[k.Key], StringComparer.Ordinal);
        var pairs = Pairs(tokens, known);
        var hits = new TopHits(Math.Min(top, Count));
        var matches = 0;
        if (terms.Length > 0 && top > 0 && allowed is not { Count: 0 })
        {
            foreach (var segment in segments)
                matches += Score(segment, terms, weights, pairs, allowed, hits, cancellation);
        }

        return new KeywordResults(hits.Take(), matches, new(terms, [.. unknown], dropped, !whole));
    }

    private int Score(SegmentView segment, string[] words, Dictionary<string, double> weights,
        List<(string First, string Second, double Weight)> pairs, KeySet? allowed, TopHits hits, CancellationToken cancellation)
    {
        var terms = Cursors(segment, words, weights);
        if (terms.Count == 0)
            return 0;
        var neighbours = Neighbours(segment, pairs);
        var scores = new double[Window];
        var touched = new ulong[Window / 64];
        var matches = 0;
        for (var start = 0; start < segment.Keys.Length; start += Window)
        {
            cancellation.ThrowIfCancellationRequested();
            var end = Math.Min(start + Window, segment.Keys.Length);
            foreach (var term in terms)
                term.Score(start, end, scores, touched, segment, _bm25);
            foreach (var pair in neighbours)
                pair.Score(start, end, scores, segment, _bm25);
            for (var i = 0; i < touched.Length; i++)
            {
                for (var rest = touched[i]; rest != 0; rest &= rest - 1)
                {
                    var at = (i << 6) + BitOperations.TrailingZeroCount(rest);
                    var score = (float)scores[at];
                    scores[at] = 0;
                    var key = segment.Keys[start + at];
                    if (!segment.IsAlive(start + at) || (allowed is not null && !allowed.Contains(key)))
                        continue;
                    matches++;
                    hits.Add(key, score);
                }
                touched[i] = 0;
            }
        }

        return matches;
    }

    private List<TermCursor> Cursors(SegmentView segment, string[] words, Dictionary<string, double> weights)
    {
        var cursors = new List<TermCursor>();
        if (segment.Reader.GetTerms(KeywordFields.Body)?.GetEnumerator() is not { } terms)
            return cursors;
        var titles = _bm25.TitleExtra > 0 ? segment.Reader.GetTerms(KeywordFields.Title)?.GetEnumerator() : null;
        foreach (var word in words)
        {
            var bytes = new BytesRef(word);
            if (!terms.SeekExact(bytes))
                continue;
            var title = titles is not null && titles.SeekExact(bytes) ? titles.Docs(null, null, DocsFlags.FREQS) : null;
            cursors.Add(new(terms.Docs(null, null, DocsFlags.FREQS), title, weights[word]));
        }

        return cursors;
    }

    private static List<PairCursor> Neighbours(SegmentView segment, List<(string First, string Second, double Weight)> pairs)
    {
        var cursors = new List<PairCursor>();
        foreach (var (first, second, weight) in pairs)
        {
            if (Positions(segment, first) is { } a && Positions(segment, second) is { } b)
                cursors.Add(new(a, b, weight));
        }

        return cursors;
    }

    private static DocsAndPositionsEnum? Positions(SegmentView segment, string word)
    {
        var terms = segment.Reader.GetTerms(KeywordFields.Body)?.GetEnumerator();
        return terms is not null && terms.SeekExact(new BytesRef(word))
            ? terms.DocsAndPositions(null, null, DocsAndPositionsFlags.NONE)
            : null;
    }

    // Neighbours in the query with no word between, not even one left out.
    private List<(string First, string Second, double Weight)> Pairs(List<QueryToken> tokens, Dictionary<string, int> known)
    {
        var pairs = new List<(string, string, double)>();
        if (options.PhraseBoost == 0)
            return pairs;
        var seen = new HashSet<(string, string)>();
        for (var i = 1; i < tokens.Count && pairs.Count < KeywordDefaults.MaxQueryTerms; i++)
        {
            var (first, second) = (tokens[i - 1].Term, tokens[i].Term);
            if (tokens[i].Step == 1 && first != second && known.TryGetValue(first, out var a) && known.TryGetValue(second, out var b) &&
                seen.Add((first, second)))
            {
                pairs.Add((first, second, options.PhraseBoost * (_bm25.Rarity(a) + _bm25.Rarity(b))));
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
