using System.Text;
using Lodestone.Encoders.Tokenizers.Text;
using Lodestone.Unicode;

namespace Lodestone.Encoders.Tokenizers.Unicode;

/// <summary>Canonical ordering: a stable sort of adjacent combining marks by their class.</summary>
internal static class CanonicalOrder
{
    /// <summary>Appends the canonical decomposition of a code point to the buffer's new text.</summary>
    /// <returns>The classes of all appended characters.</returns>
    public static CharClass AppendDecomposed(TokenBuffer buffer, int value, CharClass kind, int from, int to)
    {
        if ((kind & CharClass.Decomposes) != 0)
            return AppendDecomposed(buffer, value, false, from, to);
        buffer.AppendCodePoint(value, from, to);
        return kind;
    }

    /// <summary>Appends the canonical or compatibility decomposition of a code point to the buffer's new text.</summary>
    /// <returns>The classes of all appended characters.</returns>
    public static CharClass AppendDecomposed(TokenBuffer buffer, int value, bool compatible, int from, int to)
    {
        Span<char> parts = stackalloc char[Decomposition.Longest];
        ReadOnlySpan<char> decomposed = parts[..Decomposition.Of(value, compatible, parts)];
        if (decomposed.IsEmpty)
        {
            buffer.AppendCodePoint(value, from, to);
            return CharClasses.Of(value);
        }
        var all = CharClass.None;
        for (int i = 0, length; i < decomposed.Length; i += length)
        {
            var part = CharClasses.Read(decomposed, i, out length);
            buffer.AppendCodePoint(part, from, to);
            all |= CharClasses.Of(part);
        }
        return all;
    }

    /// <summary>Sorts every run of marks in a decomposed text.</summary>
    /// <remarks>
    /// Only the characters move. Their ranges stay in place, so starts never decrease, as in the reference. A run is sorted as a whole
    /// because one insertion per mark would be quadratic in a text of marks only.
    /// </remarks>
    public static void Sort(Span<char> text)
    {
        var start = -1;
        for (int i = 0, length; i < text.Length; i += length)
        {
            var isMark = (CharClasses.Of(CharClasses.Read(text, i, out length)) & CharClass.Combines) != 0;
            if (isMark && start < 0)
                start = i;
            else if (!isMark && start >= 0)
            {
                SortRun(text[start..i]);
                start = -1;
            }
        }
        if (start >= 0)
            SortRun(text[start..]);
    }

    private static void SortRun(Span<char> run)
    {
        if (IsSorted(run))
            return;
        var keys = new (byte Class, int Index, int Value)[run.Length];
        var count = 0;
        for (int i = 0, length; i < run.Length; i += length)
        {
            var value = CharClasses.Read(run, i, out length);
            keys[count] = (Decomposition.CombiningClass(value), count, value);
            count++;
        }
        keys.AsSpan(0, count).Sort(static (a, b) => a.Class != b.Class ? a.Class - b.Class : a.Index - b.Index);
        for (int i = 0, k = 0; k < count; k++)
            i += new Rune(keys[k].Value).EncodeToUtf16(run[i..]);
    }

    private static bool IsSorted(ReadOnlySpan<char> run)
    {
        byte previous = 0;
        for (int i = 0, length; i < run.Length; i += length)
        {
            var next = Decomposition.CombiningClass(CharClasses.Read(run, i, out length));
            if (next < previous)
                return false;
            previous = next;
        }
        return true;
    }
}
