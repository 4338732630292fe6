namespace Lodestone.Unicode;

/// <summary>Decomposition (the D of NFD and NFKD) of single code points, from this assembly's own tables.</summary>
/// <remarks>
/// <c>string.Normalize</c> is not used: where ICU is missing or disabled (containers, our own executable) it returns non-ASCII text
/// unchanged without an error, and accents would silently change a model's input.
/// </remarks>
internal static class Decomposition
{
    /// <summary>The length of the longest decomposition, that of U+FDFA, in UTF-16 characters.</summary>
    public const int Longest = 18;

    internal const int SyllableBase = 0xAC00, SyllableCount = 11172;
    internal const int LeadBase = 0x1100, VowelBase = 0x1161, TrailBase = 0x11A7;
    internal const int LeadCount = 19, VowelCount = 21, TrailCount = 28;

    /// <summary>Whether a code point has a canonical decomposition.</summary>
    public static bool Has(int codePoint) =>
        (uint)(codePoint - SyllableBase) < SyllableCount || UnicodeTables.CanonicalKeys.BinarySearch((uint)codePoint) >= 0;

    /// <summary>Writes the full decomposition of a code point.</summary>
    /// <param name="codePoint">Any code point.</param>
    /// <param name="compatible">Whether to include compatibility mappings, as NFKD does: ligatures, full-width forms, fractions.</param>
    /// <param name="destination">Room for <see cref="Longest"/> characters.</param>
    /// <returns>Its length in UTF-16 characters; 0 when the code point has no decomposition.</returns>
    public static int Of(int codePoint, bool compatible, Span<char> destination)
    {
        var syllable = codePoint - SyllableBase;
        if ((uint)syllable < SyllableCount)
        {
            destination[0] = (char)(LeadBase + (syllable / (VowelCount * TrailCount)));
            destination[1] = (char)(VowelBase + (syllable % (VowelCount * TrailCount) / TrailCount));
            if (syllable % TrailCount == 0)
                return 2;
            destination[2] = (char)(TrailBase + (syllable % TrailCount));
            return 3;
        }
        var index = compatible ? UnicodeTables.CompatibilityKeys.BinarySearch((uint)codePoint) : -1;
        if (index >= 0)
            return Unpack(UnicodeTables.CompatibilityValues[index], destination);
        index = UnicodeTables.CanonicalKeys.BinarySearch((uint)codePoint);
        return index >= 0 ? Unpack(UnicodeTables.CanonicalValues[index], destination) : 0;
    }

    /// <summary>Copies the decomposition that a packed value of the tables points to, and returns its length.</summary>
    public static int Unpack(uint packed, Span<char> destination)
    {
        int length = (int)(packed >> 1) & 31, start = (int)(packed >> 6);
        for (var i = 0; i < length; i++)
            destination[i] = (char)UnicodeTables.DecompositionPool[start + i];
        return length;
    }

    /// <summary>The canonical combining class: 0 for a starter, otherwise the sort key of canonical ordering.</summary>
    public static byte CombiningClass(int codePoint)
    {
        var runs = UnicodeTables.CombiningRuns;
        int low = 0, high = (runs.Length / 2) - 1;
        while (low <= high)
        {
            var middle = (low + high) >>> 1;
            if (runs[middle * 2] >> 8 <= (uint)codePoint)
                low = middle + 1;
            else
                high = middle - 1;
        }
        return high >= 0 && (uint)codePoint - (runs[high * 2] >> 8) < runs[(high * 2) + 1] ? (byte)runs[high * 2] : (byte)0;
    }
}
