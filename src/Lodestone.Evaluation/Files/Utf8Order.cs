namespace Lodestone.Evaluation.Files;

/// <summary>
/// The order of UTF-8 bytes, in which C programs compare. It equals the order of code points; UTF-16's order differs for surrogates and
/// characters from U+E000 on.
/// </summary>
internal sealed class Utf8Order : IComparer<string>
{
    public static Utf8Order Instance { get; } = new();

    public int Compare(string? x, string? y)
    {
        var left = x.AsSpan();
        var right = y.AsSpan();
        var same = left.CommonPrefixLength(right);
        if (same == left.Length || same == right.Length)
            return left.Length.CompareTo(right.Length);
        return Place(left[same]).CompareTo(Place(right[same]));
    }

    // Surrogates represent the highest code points, so they change places with U+E000 to U+FFFF.
    private static int Place(char c) => char.IsSurrogate(c) ? c + 0x2000 : c >= '\uE000' ? c - 0x800 : c;
}
