namespace Lodestone.Evaluation.Files;

/// <summary>
/// The order of the UTF-8 bytes, which C programs compare. It is that of the code points; UTF-16's differs where a surrogate meets a
/// character from U+E000 on.
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

    // Surrogates stand for code points after all others: they change places with U+E000 to U+FFFF.
    private static int Place(char c) => char.IsSurrogate(c) ? c + 0x2000 : c >= '\uE000' ? c - 0x800 : c;
}
