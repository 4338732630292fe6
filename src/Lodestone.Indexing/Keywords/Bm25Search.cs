using System.Collections.Concurrent;
using Lodestone.Indexing.Keywords.Analysis;
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

    private readonly ConcurrentDictionary<SearchTerm, int> _frequencies = new();

    public int Count => (int)_bm25.Count;

    public bool Contains(long key) => segments.Any(s => s.Contains(key));

    public KeywordResults Search(string query, int top, KeySet? allowed, CancellationToken cancellationToken)
    {
        var tokens = new List<QueryToken>();
        var whole = analysis.Read(query, tokens, KeywordLimits.MaxQueryWords);
        var words = new QueryWords(tokens, Frequency, cancellationToken);
        var prepared = new PreparedQuery(words.Weigh(_bm25), Pairs(tokens));
        var hits = new TopHits(Math.Min(top, Count));
        var matches = 0;
        if (prepared.Terms.Count > 0 && allowed is not { Count: 0 })
        {
            var window = Interlocked.Exchange(ref _window, null) ?? new();
            foreach (var segment in segments)
                new SegmentSearch(segment, prepared, _bm25).Run(window, hits, allowed, ref matches, cancellationToken);
            _window = window;
        }
        matches = Math.Min(matches, KeywordLimits.MaxMatches);

        return new KeywordResults(hits.Take(), matches, new(words.Known, words.Unknown, words.Dropped, !whole));
    }

    /// <summary>The ranges of a text that have words of the query that count.</summary>
    public IReadOnlyList<(int Start, int End)> Highlight(string query, string text)
    {
        var tokens = new List<QueryToken>();
        analysis.Read(query, tokens, KeywordLimits.MaxQueryWords);
        var terms = new QueryWords(tokens, Frequency, CancellationToken.None).ThatCount(_bm25);
        var ranges = new List<(int Start, int End)>();
        if (terms.Count == 0)
            return ranges;
        analysis.Read(text, tokens);
        foreach (var token in tokens.Where(t => t.End > t.Start && terms.Contains(t.Term)).OrderBy(t => t.Start).ThenBy(t => t.End))
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

    // Adjacent words of the query with no word between them, not even a stop word.
    private List<(string First, string Second, double Weight)> Pairs(List<QueryToken> tokens)
    {
        var pairs = new List<(string, string, double)>();
        if (options.PhraseBoost == 0)
            return pairs;
        var seen = new HashSet<(string, string)>();
        var (at, firstAt, first) = (0, -2, "");
        foreach (var token in tokens)
        {
            at += token.PositionIncrement;
            if (token.Kind != WordKind.Main)
                continue;
            var second = token.Term;
            if (at == firstAt + 1 && first != second && pairs.Count < KeywordLimits.MaxQueryTerms
                && Frequency(new(first, false)) is > 0 and var a
                && Frequency(new(second, false)) is > 0 and var b && seen.Add((first, second)))
            {
                pairs.Add((first, second, _bm25.MaxImpact * options.PhraseBoost * (_bm25.Idf(a) + _bm25.Idf(b))));
            }
            (firstAt, first) = (at, second);
        }

        return pairs;
    }

    private int Frequency(SearchTerm term)
    {
        if (_frequencies.TryGetValue(term, out var frequency))
            return frequency;
        var bytes = new BytesRef(term.Text);
        foreach (var segment in segments)
            frequency += segment.Frequency(term.IsForm ? KeywordFields.Forms : KeywordFields.Body, bytes);
        if (_frequencies.Count < MostCached)
            _frequencies.TryAdd(term, frequency);
        return frequency;
    }
}

/// <summary>A term of the index: a word, or another form of words, which is in another field.</summary>
internal readonly record struct SearchTerm(string Text, bool IsForm);

/// <summary>The terms of a query that are in a snapshot, by descending weight, and the adjacent pairs that add to the score.</summary>
/// <param name="Terms">Each with the maximum it can add to a score; equal weights in ordinal order, a word before the form.</param>
/// <param name="Pairs">In the order of the query.</param>
internal sealed record PreparedQuery(
    List<(SearchTerm Term, double Weight)> Terms, IReadOnlyList<(string First, string Second, double Weight)> Pairs);

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
