namespace Lodestone.Benchmarks;

/// <summary>A text or pair in the form of a graph's input: ids with special tokens, and the segment of each.</summary>
internal sealed record EncodedText(long[] Ids, long[] TypeIds)
{
    public int Tokens => Ids.Length;
}
