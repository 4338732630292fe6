using System.Numerics;
using Lucene.Net.Index;
using Lucene.Net.Util;

namespace Lodestone.Indexing.Keywords;

/// <summary>Scores the passages of one segment, window by window, and skips those that cannot be among the best.</summary>
/// <remarks>
/// The terms come by descending weight. When the lightest together could not lift a passage to the worst of the best so far, only passages
/// with one of the others are candidates, and postings of the light words are read only where there is a candidate (MaxScore; Turtle and
/// Flood, Query Evaluation: Strategies and Optimizations, 1995). A sum always has the same words in the same order, whatever is skipped, so
/// the hits and their scores are those of a search without skipping, bit for bit.
/// </remarks>
internal sealed class SegmentSearch
{
    private readonly SegmentView _segment;
    private readonly List<TermCursor> _terms = [];
    private readonly List<PairCursor> _pairs = [];
    private readonly double[] _most;

    public SegmentSearch(SegmentView segment, PreparedQuery query, Bm25Weights bm25)
    {
        _segment = segment;
        var body = segment.Reader.GetTerms(KeywordFields.Body)?.GetEnumerator();
        TermsEnum? forms = null;
        var titles = bm25.TitleExtra > 0 ? segment.Reader.GetTerms(KeywordFields.Title)?.GetEnumerator() : null;
        var lengths = segment.WeightedLengths(bm25.TitleExtra);
        foreach (var ((text, isForm), weight) in query.Terms)
        {
            var bytes = new BytesRef(text);
            var terms = isForm ? forms ??= segment.Reader.GetTerms(KeywordFields.Forms)?.GetEnumerator() : body;
            if (terms is null || !terms.SeekExact(bytes))
                continue;
            var title = !isForm && titles is not null && titles.SeekExact(bytes) ? titles.Docs(null, null, DocsFlags.FREQS) : null;
            _terms.Add(new(terms.Docs(null, null, DocsFlags.FREQS), title, terms.DocFreq, weight, bm25, lengths));
        }
        foreach (var (first, second, weight) in query.Pairs)
        {
            if (Positions(first) is { } a && Positions(second) is { } b)
                _pairs.Add(new(a, b, weight, bm25, lengths));
        }

        // The maximum that the words from one on, and all pairs, can add.
        _most = new double[_terms.Count + 1];
        _most[^1] = _pairs.Sum(p => p.Bound);
        for (var i = _terms.Count - 1; i >= 0; i--)
            _most[i] = _most[i + 1] + _terms[i].Bound;
    }

    /// <summary>Adds its hits to those of other segments, and its matches to the count, up to the counting limit.</summary>
    public void Run(ScoreWindow window, TopHits hits, KeySet? allowed, ref int matches, CancellationToken cancellationToken)
    {
        for (var start = 0; start < _segment.Keys.Length && _terms.Count > 0; start += ScoreWindow.Length)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var needed = matches < KeywordLimits.MaxMatches ? _terms.Count : Needed(hits.Floor);
            if (needed == 0)
                return;
            window.MoveTo(start, Math.Min(start + ScoreWindow.Length, _segment.Keys.Length));
            for (var i = 0; i < needed; i++)
                _terms[i].ScoreAll(window);
            for (var i = needed; i < _terms.Count && window.Keep(_most[i], hits.Floor) is > 0 and var candidates; i++)
                _terms[i].ScoreCandidates(window, candidates);
            foreach (var pair in _pairs)
                pair.Score(window);
            Collect(window, hits, allowed, ref matches);
        }
    }

    // The number of words such that a passage without any of them cannot reach the floor.
    private int Needed(float floor)
    {
        var needed = _terms.Count;
        while (needed > 0 && ScoreWindow.IsOut(_most[needed - 1], floor))
            needed--;
        return needed;
    }

    private void Collect(ScoreWindow window, TopHits hits, KeySet? allowed, ref int matches)
    {
        for (var i = 0; i < window.Touched.Length; i++)
        {
            var rest = window.Touched[i];
            if (rest == 0)
                continue;
            rest &= _segment.Alive((window.Start >> 6) + i);
            var counting = matches < KeywordLimits.MaxMatches;
            if (counting && allowed is null)
                matches += BitOperations.PopCount(rest);
            for (; rest != 0; rest &= rest - 1)
            {
                var at = (i << 6) + BitOperations.TrailingZeroCount(rest);
                var score = (float)window.Scores[at];
                if (score < hits.Floor && (allowed is null || !counting))
                    continue;
                var key = _segment.Keys[window.Start + at];
                if (allowed is not null)
                {
                    if (!allowed.Contains(key))
                        continue;
                    matches++;
                }
                hits.Add(key, score, _segment.Ties[window.Start + at]);
            }
        }
    }

    private DocsAndPositionsEnum? Positions(string word)
    {
        var terms = _segment.Reader.GetTerms(KeywordFields.Body)?.GetEnumerator();
        return terms is not null && terms.SeekExact(new BytesRef(word))
            ? terms.DocsAndPositions(null, null, DocsAndPositionsFlags.NONE)
            : null;
    }
}
