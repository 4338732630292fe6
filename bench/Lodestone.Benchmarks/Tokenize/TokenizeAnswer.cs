namespace Lodestone.Benchmarks;

/// <summary>The ids of every text, and what making them allocated (null where that can't be seen).</summary>
internal sealed record TokenizeAnswer(IReadOnlyList<int[]> Ids, long? AllocatedBytes)
{
    public long Tokens => Ids.Sum(ids => (long)ids.Length);

    public double? BytesPerText => AllocatedBytes / (double)Ids.Count;

    /// <summary>How many texts have the same ids here and there.</summary>
    public int SameAs(IReadOnlyList<int[]> others) => Ids.Zip(others).Count(pair => pair.First.AsSpan().SequenceEqual(pair.Second));
}
