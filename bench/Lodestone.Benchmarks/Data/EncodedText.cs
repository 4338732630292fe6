namespace Lodestone.Benchmarks;

/// <summary>A text or pair as a graph takes it: ids with special tokens, and which segment each belongs to.</summary>
internal sealed record EncodedText(long[] Ids, long[] TypeIds)
{
    public int Tokens => Ids.Length;
}
