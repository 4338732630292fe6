namespace Lodestone.Indexing;

/// <summary>What every kernel computes, said plainly: the one the others are tested against, and their remainder loop.</summary>
internal static unsafe class CodeDotScalar
{
    public static int Raw(byte* codes, sbyte* query, int length)
    {
        var sum = 0;
        for (var i = 0; i < length; i++)
            sum += codes[i] * query[i];
        return sum;
    }
}
