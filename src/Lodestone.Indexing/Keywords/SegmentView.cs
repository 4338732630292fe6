using System.Runtime.CompilerServices;
using Lucene.Net.Index;
using Lucene.Net.Search;
using Lucene.Net.Util;

namespace Lodestone.Indexing.Keywords;

/// <summary>One segment in a snapshot: its postings, the keys and lengths of its passages, and the live ones.</summary>
internal sealed class SegmentView
{
    // A segment never changes except for its deletions, so its columns are read once for all snapshots.
    private static readonly ConditionalWeakTable<object, Columns> AllColumns = [];
    private static readonly ConditionalWeakTable<AtomicReader, SegmentView> Plain = [];

    private readonly Columns _columns;

    // One bit for each passage; null when all are live.
    private readonly ulong[]? _dead;

    private SegmentView(AtomicReader reader, FixedBitSet? masked)
    {
        Reader = reader;
        _columns = AllColumns.GetValue(reader.CoreCacheKey, _ => new Columns(reader));
        _dead = Dead(reader, masked);
        for (var i = 0; i < Keys.Length; i++)
        {
            if (!IsAlive(i))
                continue;
            Count++;
            Length += _columns.Lengths[i];
            TitleLength += _columns.TitleLengths[i];
        }
    }

    public AtomicReader Reader { get; }

    public long[] Keys => _columns.Keys;

    /// <summary>The number of each passage that orders it among equal scores.</summary>
    public ulong[] Ties => _columns.Ties;

    /// <summary>The highest key of any passage, live or not; -1 for an empty segment.</summary>
    public long HighestKey => _columns.HighestKey;

    public int Count { get; }

    public long Length { get; }

    public long TitleLength { get; }

    public bool IsAlive(int passage) => _dead is null || (_dead[passage >> 6] & (1UL << (passage & 63))) == 0;

    /// <summary>The live ones among the 64 passages of a block.</summary>
    public ulong Alive(int block) => _dead is null ? ulong.MaxValue : ~_dead[block];

    /// <summary>The length of each passage in words, with extra weight for those of the title.</summary>
    public float[] WeightedLengths(double titleExtra) => _columns.Weighted(titleExtra);

    public static SegmentView Of(AtomicReader reader) => Plain.GetValue(reader, r => new SegmentView(r, null));

    /// <summary>Creates a view of the segment without the passages of these keys.</summary>
    public static SegmentView Without(AtomicReader reader, IReadOnlyCollection<long> keys)
    {
        FixedBitSet? masked = null;
        var terms = reader.GetTerms(KeywordFields.Key)?.GetEnumerator();
        foreach (var key in keys)
        {
            if (terms is null || !terms.SeekExact(new BytesRef(KeywordFields.Term(key))))
                continue;
            var docs = terms.Docs(null, null, DocsFlags.NONE);
            masked ??= new FixedBitSet(reader.MaxDoc);
            for (var doc = docs.NextDoc(); doc != DocIdSetIterator.NO_MORE_DOCS; doc = docs.NextDoc())
                masked.Set(doc);
        }

        return masked is null ? Of(reader) : new SegmentView(reader, masked);
    }

    /// <summary>Whether a live passage has the key.</summary>
    public bool Contains(long key)
    {
        if (key > HighestKey)
            return false;
        if (_columns.IsRising)
            return Array.BinarySearch(Keys, key) is >= 0 and var at && IsAlive(at);
        var terms = Reader.GetTerms(KeywordFields.Key)?.GetEnumerator();
        if (terms is null || !terms.SeekExact(new BytesRef(KeywordFields.Term(key))))
            return false;
        var docs = terms.Docs(null, null, DocsFlags.NONE);
        for (var doc = docs.NextDoc(); doc != DocIdSetIterator.NO_MORE_DOCS; doc = docs.NextDoc())
        {
            if (IsAlive(doc))
                return true;
        }

        return false;
    }

    /// <summary>The number of live passages with the term in a field.</summary>
    public int Frequency(string field, BytesRef term)
    {
        var terms = Reader.GetTerms(field)?.GetEnumerator();
        if (terms is null || !terms.SeekExact(term))
            return 0;
        if (_dead is null)
            return terms.DocFreq;
        var docs = terms.Docs(null, null, DocsFlags.NONE);
        var count = 0;
        for (var doc = docs.NextDoc(); doc != DocIdSetIterator.NO_MORE_DOCS; doc = docs.NextDoc())
            count += IsAlive(doc) ? 1 : 0;
        return count;
    }

    private static ulong[]? Dead(AtomicReader reader, FixedBitSet? masked)
    {
        var live = reader.LiveDocs;
        if (live is null && masked is null)
            return null;
        var dead = new ulong[(reader.MaxDoc + 63) >> 6];
        for (var i = 0; i < reader.MaxDoc; i++)
        {
            if ((live is not null && !live.Get(i)) || (masked is not null && masked.Get(i)))
                dead[i >> 6] |= 1UL << (i & 63);
        }

        return dead;
    }

    private sealed class Columns
    {
        private volatile Tuple<double, float[]>? _weighted;

        public Columns(AtomicReader reader)
        {
            Keys = new long[reader.MaxDoc];
            Ties = new ulong[reader.MaxDoc];
            Lengths = new int[reader.MaxDoc];
            TitleLengths = new int[reader.MaxDoc];
            var keys = reader.GetNumericDocValues(KeywordFields.Key);
            var lengths = reader.GetNumericDocValues(KeywordFields.Lengths);
            var ties = reader.GetNumericDocValues(KeywordFields.Tie);
            for (var i = 0; i < Keys.Length; i++)
            {
                Keys[i] = keys.Get(i);
                Ties[i] = (ulong)ties.Get(i);
                IsRising &= Keys[i] > HighestKey;
                HighestKey = Math.Max(HighestKey, Keys[i]);
                var both = lengths.Get(i);
                Lengths[i] = (int)(both >> 32);
                TitleLengths[i] = (int)both;
            }
        }

        public long HighestKey { get; } = -1;

        /// <summary>Whether the keys are strictly ascending.</summary>
        public bool IsRising { get; } = true;

        public long[] Keys { get; }

        public ulong[] Ties { get; }

        public int[] Lengths { get; }

        public int[] TitleLengths { get; }

        // An index has one title weight; two concurrent weights would only repeat this work.
        public float[] Weighted(double titleExtra)
        {
            if (_weighted is { } known && known.Item1.Equals(titleExtra))
                return known.Item2;
            var lengths = new float[Lengths.Length];
            for (var i = 0; i < lengths.Length; i++)
                lengths[i] = (float)(Lengths[i] + (titleExtra * TitleLengths[i]));
            _weighted = Tuple.Create(titleExtra, lengths);
            return lengths;
        }
    }
}
