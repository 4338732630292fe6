namespace Lodestone.Benchmarks;

/// <summary>The ids of every text, and the bytes allocated for them (null where they cannot be measured).</summary>
internal sealed record TokenizeAnswer(IReadOnlyList<int[]> Ids, long? AllocatedBytes)
{
    public long Tokens => Ids.Sum(ids => (long)ids.Length);

    public double? BytesPerText => AllocatedBytes / (double)Ids.Count;

    /// <summary>The number of texts with the same ids in both.</summary>
    public int SameAs(IReadOnlyList<int[]> others) => Ids.Zip(others).Count(pair => pair.First.AsSpan().SequenceEqual(pair.Second));
}
