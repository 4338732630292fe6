using Lodestone.Unicode;

namespace Lodestone.Encoders.Tokenizers.Unicode;

/// <summary>Unicode's lowercase mappings, one character at a time and the same in every culture.</summary>
/// <remarks>
/// Context is ignored: a sigma at the end of a word becomes <c>σ</c>, as in the reference. <c>İ</c> is the only character whose mapping has
/// two (<c>i</c> and U+0307); callers handle it.
/// </remarks>
internal static class LowerCase
{
    public const int DottedCapitalI = 0x130;
    public const char DotAbove = '\u0307';

    public static int Of(int codePoint)
    {
        var runs = UnicodeTables.LowerRuns;
        int low = 0, high = (runs.Length / 3) - 1;
        while (low <= high)
        {
            var middle = (low + high) >>> 1;
            if (runs[middle * 3] <= codePoint)
                low = middle + 1;
            else
                high = middle - 1;
        }
        if (high < 0)
            return codePoint;
        int distance = codePoint - runs[high * 3], count = runs[(high * 3) + 1] >> 1, step = (runs[(high * 3) + 1] & 1) + 1;
        return distance % step == 0 && distance / step < count ? codePoint + runs[(high * 3) + 2] : codePoint;
    }
}
