using System.Globalization;
using Lodestone.Ingestion.Formats;

namespace Lodestone.Ingestion.Readers.Pdf;

/// <summary>
/// While the parser opens a file, hides the page tree and the destinations, which it would follow without a limit. Also checks that no
/// object is only a reference in a circle, which it would follow until the stack overflows.
/// </summary>
/// <remarks>
/// Checks every place where an object can begin, regardless of the cross-reference table, because the parser also searches everywhere
/// when the table is wrong. Objects in object streams cannot be bare references: the parser takes one token of each.
/// </remarks>
internal static class PdfMask
{
    /// <summary>The key of a page tree's children.</summary>
    public const string Kids = "Kids";

    /// <summary>The replacement for that key while it is hidden.</summary>
    public const string HiddenKids = "Kidx";

    private const string Destinations = "Dests";

    // Bare references are legal, and no known program writes a chain of more than one.
    private const int MaxChain = 32;

    // Ordinary files have 100 or 200 in an object stream.
    private const int FewObjects = 1_000;

    private static ReadOnlySpan<byte> NumberCharacters => "0123456789+-.eE"u8;

    /// <summary>Removes references that are not an object's, and refuses objects that refer to each other in a circle.</summary>
    /// <exception cref="UnreadableException">Objects refer to each other in a circle, or through too many others.</exception>
    public static byte[] WithoutStrayReferences(byte[] content, PdfBounds bounds)
    {
        var result = content;
        var references = new Dictionary<long, HashSet<long>>();
        for (var at = 0; Next(content, "obj"u8, ref at);)
        {
            bounds.Validate();
            var (target, mark) = EndsWord(content, at) ? BareReference(content, at) : default;
            if (mark == 0)
                continue;
            if (target is { } to && NumberBefore(content, at - 3) is { } from)
            {
                if (!references.TryGetValue(from, out var targets))
                    references[from] = targets = [];
                targets.Add(to);
            }
            else
            {
                // With data left from before, the parser would build a reference from this that is not in the file.
                result = ReferenceEquals(result, content) ? [.. content] : result;
                result[mark] = (byte)' ';
            }
        }

        foreach (var start in references.Keys)
            ValidateEnd(start, references, bounds);
        return result;
    }

    /// <summary>
    /// Refuses object numbers in object streams that no such file can have: the parser continues to that number past the stream's end.
    /// </summary>
    /// <remarks>No filter runs for a stream that is not packed, so its numbers are counted here, where they are written.</remarks>
    public static void ValidateCounts(ReadOnlySpan<byte> content, PdfBounds bounds)
    {
        var (all, endOfStream) = (0d, 0);
        for (var at = 0; Next(content, "/"u8, ref at);)
        {
            if (EndOfKey(content, at, "N") is not (> 0 and var last))
                continue;
            var start = SkipSpace(content, last + 1);
            var end = start;
            while (end < content.Length && NumberCharacters.Contains(content[end]))
                end++;
            if (!double.TryParse(content[start..end], CultureInfo.InvariantCulture, out var objects))
                continue;
            // The stream has two increasing numbers for each object; no compression needs less than half a byte for them.
            if (endOfStream < start)
                endOfStream = content[start..].IndexOf("endstream"u8) is >= 0 and var length ? start + length : content.Length;
            if (!(objects <= FewObjects + (2L * (endOfStream - start))))
            {
                throw bounds.Refuse(ReadProblemKind.Malformed,
                    $"It has a stream that declares {objects:G10} objects, more than it has bytes. Save it again, or exclude it.");
            }

            all += Math.Max(0, objects);
            if (!(all <= PdfBounds.MaxObjects))
            {
                throw bounds.Refuse(ReadProblemKind.TooLarge,
                    $"It has more than {PdfBounds.MaxObjects} objects in its object streams, the limit. Split it.");
            }
        }
    }

    /// <summary>Returns the same bytes with the keys renamed that lead to pages and destinations.</summary>
    public static byte[] WithoutTrees(ReadOnlySpan<byte> content)
    {
        var result = content.ToArray();
        for (var at = 0; Next(content, "/"u8, ref at);)
        {
            if (EndOfKey(content, at, Kids) is > 0 and var kids)
                Rename(result, kids);
            else if (EndOfKey(content, at, Destinations) is > 0 and var destinations)
                Rename(result, destinations);
        }

        return result;
    }

    private static bool Next(ReadOnlySpan<byte> content, ReadOnlySpan<byte> what, ref int at)
    {
        var found = content[at..].IndexOf(what);
        at += found + what.Length;
        return found >= 0;
    }

    /// <summary>Follows all references of an object, level by level; a circle exceeds the limit.</summary>
    private static void ValidateEnd(long start, Dictionary<long, HashSet<long>> references, PdfBounds bounds)
    {
        HashSet<long> level = [start];
        for (var depth = 0; level.Count > 0; depth++)
        {
            bounds.Validate();
            if (depth > MaxChain)
            {
                throw bounds.Refuse(ReadProblemKind.Malformed,
                    $"Its object {start} is a reference that leads to itself, or through over {MaxChain} others. Exclude it.");
            }

            level = [.. level.SelectMany(o => references.GetValueOrDefault(o) ?? [])];
        }
    }

    /// <summary>
    /// Reads <c>n g R</c>, <c>g R</c> or <c>R</c> at the beginning of an object, and returns the position of R; 0 without one.
    /// </summary>
    private static (long? Target, int Mark) BareReference(ReadOnlySpan<byte> content, int at)
    {
        Span<Range> numbers = stackalloc Range[2];
        for (var found = 0; ; found++)
        {
            at = SkipSpace(content, at);
            if (at < content.Length && content[at] == 'R' && EndsWord(content, at + 1))
                return (found == 2 ? Whole(content[numbers[0]]) : null, at);
            var end = at;
            while (end < content.Length && NumberCharacters.Contains(content[end]))
                end++;
            if (end == at || found == 2)
                return default;
            numbers[found] = at..end;
            at = end;
        }
    }

    private static int SkipSpace(ReadOnlySpan<byte> content, int at)
    {
        for (; at < content.Length; at++)
        {
            if (content[at] == '%')
            {
                var end = content[at..].IndexOfAny((byte)'\r', (byte)'\n');
                at = end < 0 ? content.Length : at + end;
            }
            else if (content[at] != ' ' && !char.IsControl((char)content[at]))
            {
                return at;
            }
        }

        return content.Length;
    }

    private static bool EndsWord(ReadOnlySpan<byte> content, int at) =>
        at >= content.Length || content[at] is 0 or 9 or 10 or 12 or 13 || " %()/<>[]"u8.Contains(content[at]);

    private static long? Whole(ReadOnlySpan<byte> digits) =>
        long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    /// <summary>Reads the object's number, which precedes its generation and <c>obj</c>.</summary>
    private static long? NumberBefore(ReadOnlySpan<byte> content, int at)
    {
        at = BackOverSpace(content, at);
        var generation = BackOverDigits(content, at);
        var end = BackOverSpace(content, generation);
        var start = BackOverDigits(content, end);
        return generation < at && end < generation ? Whole(content[start..end]) : null;
    }

    private static int BackOverSpace(ReadOnlySpan<byte> content, int at)
    {
        while (at > 0 && (content[at - 1] == ' ' || char.IsControl((char)content[at - 1])))
            at--;
        return at;
    }

    private static int BackOverDigits(ReadOnlySpan<byte> content, int at)
    {
        while (at > 0 && char.IsAsciiDigit((char)content[at - 1]))
            at--;
        return at;
    }

    /// <summary>Returns the position of this key's last character if the name begins with it, escaped in any way; otherwise 0.</summary>
    private static int EndOfKey(ReadOnlySpan<byte> content, int at, string key)
    {
        for (var matched = 0; at < content.Length; at++)
        {
            int c = content[at];
            if (c == '#')
            {
                // The parser reads two hexadecimal digits after '#', and skips further '#' between them.
                var first = SkipMarks(content, at);
                var second = SkipMarks(content, first + 1);
                if (second >= content.Length || !char.IsAsciiHexDigit((char)content[first]) || !char.IsAsciiHexDigit((char)content[second]))
                    return 0;
                c = Convert.FromHexString([(char)content[first], (char)content[second]])[0];
                at = second;
            }

            if (c != key[matched])
                return 0;
            if (++matched == key.Length)
                return at;
        }

        return 0;
    }

    private static int SkipMarks(ReadOnlySpan<byte> content, int at)
    {
        while (at < content.Length && content[at] == '#')
            at++;
        return at;
    }

    // Both keys end in 's', which is written so or as #73; 'x' is #78.
    private static void Rename(byte[] content, int last) => content[last] = content[last] == 's' ? (byte)'x' : (byte)'8';
}
