using Lucene.Net.Index;

namespace Lodestone.Indexing.Keywords;

/// <summary>Iterates over the passages of one segment in which one word comes directly before another.</summary>
internal sealed class PairCursor(
    DocsAndPositionsEnum first, DocsAndPositionsEnum second, double weight, Bm25Weights bm25, float[] lengths)
{
    private int _first = first.NextDoc();
    private int _second = second.NextDoc();

    /// <summary>The maximum that the pair can add to a score.</summary>
    public double Bound => weight;

    /// <summary>Adds to the scores of the window's candidates.</summary>
    public void Score(ScoreWindow window)
    {
        var (start, end) = (window.Start, window.End);
        if (_first < start)
            _first = first.Advance(start);
        while (_first < end && _second < end)
        {
            if (_first < _second)
            {
                _first = first.Advance(_second);
            }
            else if (_second < _first)
            {
                _second = second.Advance(_first);
            }
            else
            {
                var at = _first - start;
                if ((window.Touched[at >> 6] & (1UL << (at & 63))) != 0 && Neighbours() is > 0 and var count)
                    window.Scores[at] += weight * bm25.TermFrequency(count, lengths[_first]);
                _first = first.NextDoc();
                _second = second.NextDoc();
            }
        }
    }

    private int Neighbours()
    {
        int left = first.Freq, right = second.Freq, count = 0;
        int a = first.NextPosition(), b = second.NextPosition();
        while (true)
        {
            if (a + 1 == b)
                count++;
            if (a + 1 <= b)
            {
                if (--left == 0)
                    return count;
                a = first.NextPosition();
            }
            else
            {
                if (--right == 0)
                    return count;
                b = second.NextPosition();
            }
        }
    }
}
