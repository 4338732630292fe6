using Lucene.Net.Index;
using Lucene.Net.Search;

namespace Lodestone.Indexing;

/// <summary>Goes through one word's postings in one segment, adding to the scores of the passages in a window.</summary>
internal sealed class TermCursor(DocsEnum docs, DocsEnum? title, double weight)
{
    private int _doc = docs.NextDoc();
    private int _title = title?.NextDoc() ?? DocIdSetIterator.NO_MORE_DOCS;

    public void Score(int start, int end, double[] scores, ulong[] touched, SegmentView segment, Bm25Weights bm25)
    {
        for (; _doc < end; _doc = docs.NextDoc())
        {
            double frequency = docs.Freq;
            if (title is not null && _title < _doc)
                _title = title.Advance(_doc);
            if (_title == _doc)
                frequency += bm25.TitleExtra * title!.Freq;
            var at = _doc - start;
            scores[at] += weight * bm25.Saturate(frequency, segment, _doc);
            touched[at >> 6] |= 1UL << (at & 63);
        }
    }
}
