using Lucene.Net.Index;

namespace Lodestone.Indexing;

/// <summary>Goes through the passages of one segment in which one word stands right before another.</summary>
internal sealed class PairCursor(DocsAndPositionsEnum first, DocsAndPositionsEnum second, double weight)
{
    private int _first = first.NextDoc();
    private int _second = second.NextDoc();

    public void Score(int start, int end, double[] scores, SegmentView segment, Bm25Weights bm25)
    {
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
                if (Neighbours() is > 0 and var count)
                    scores[_first - start] += weight * bm25.Saturate(count, segment, _first);
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
