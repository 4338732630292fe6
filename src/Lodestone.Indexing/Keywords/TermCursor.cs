using System.Numerics;
using Lucene.Net.Index;
using Lucene.Net.Search;

namespace Lodestone.Indexing.Keywords;

/// <summary>Iterates over one word's postings in one segment, and adds to the scores of the passages in a window.</summary>
/// <param name="docs">The word's postings in title and text.</param>
/// <param name="title">The word's postings in the title, when titles have extra weight; null when it is in no title.</param>
/// <param name="frequency">The number of passages of the segment with the word, deleted ones included.</param>
/// <param name="weight">The weight of the word: the maximum it can add.</param>
/// <param name="bm25">The formula.</param>
/// <param name="lengths">The length of each passage of the segment.</param>
internal sealed class TermCursor(DocsEnum docs, DocsEnum? title, int frequency, double weight, Bm25Weights bm25, float[] lengths)
{
    // One jump costs as much as reading several postings.
    private const int JumpCost = 8;

    private int _doc = docs.NextDoc();
    private int _title = title?.NextDoc() ?? DocIdSetIterator.NO_MORE_DOCS;

    /// <summary>The maximum that the word can add to a score.</summary>
    public double Bound => weight;

    /// <summary>Adds to the scores of all passages of the window with the word, and makes them candidates.</summary>
    public void ScoreAll(ScoreWindow window)
    {
        var (start, end, scores, touched) = (window.Start, window.End, window.Scores, window.Touched);
        var doc = From(start);
        for (; doc < end; doc = docs.NextDoc())
        {
            var at = doc - start;
            scores[at] += Score(doc);
            touched[at >> 6] |= 1UL << (at & 63);
        }
        _doc = doc;
    }

    /// <summary>Adds to the scores of existing candidates only.</summary>
    public void ScoreCandidates(ScoreWindow window, int candidates)
    {
        if ((long)candidates * JumpCost * lengths.Length < (long)frequency * ScoreWindow.Length)
            Jump(window);
        else
            Walk(window);
    }

    private void Walk(ScoreWindow window)
    {
        var (start, end, scores, touched) = (window.Start, window.End, window.Scores, window.Touched);
        var doc = From(start);
        for (; doc < end; doc = docs.NextDoc())
        {
            var at = doc - start;
            if ((touched[at >> 6] & (1UL << (at & 63))) != 0)
                scores[at] += Score(doc);
        }
        _doc = doc;
    }

    private void Jump(ScoreWindow window)
    {
        var (start, touched) = (window.Start, window.Touched);
        for (var i = 0; i < touched.Length; i++)
        {
            for (var rest = touched[i]; rest != 0; rest &= rest - 1)
            {
                var at = (i << 6) + BitOperations.TrailingZeroCount(rest);
                if (From(start + at) == start + at)
                    window.Scores[at] += Score(start + at);
            }
        }
    }

    private int From(int passage) => _doc >= passage ? _doc : _doc = docs.Advance(passage);

    private double Score(int doc)
    {
        double count = docs.Freq;
        if (title is not null)
        {
            if (_title < doc)
                _title = title.Advance(doc);
            if (_title == doc)
                count += bm25.TitleExtra * title.Freq;
        }

        return weight * bm25.TermFrequency(count, lengths[doc]);
    }
}
