namespace Lodestone.Indexing;

/// <summary>
/// BM25 (Robertson and Zaragoza, The Probabilistic Relevance Framework, 2009) with words of the title counted more, as in BM25F: counts and
/// lengths of title and text are added before they are saturated.
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
        Most = options.K1 + 1;
        _fixed = options.K1 * (1 - options.B);
        _byLength = options.K1 * options.B / average;
    }

    /// <summary>Living passages.</summary>
    public long Count { get; }

    /// <summary>What a word in the title counts for on top of the one that it counts for as a word of the body.</summary>
    public double TitleExtra { get; }

    /// <summary>What a word that fills a passage is counted as.</summary>
    public double Most { get; }

    public double Rarity(int frequency) => Math.Log(1 + ((Count - frequency + .5) / (frequency + .5)));

    /// <summary>How far a count in a passage of a length is on the way to <see cref="Most"/>: from 0 to 1.</summary>
    public double Saturate(double count, float length) => count / (count + _fixed + (_byLength * length));
}
