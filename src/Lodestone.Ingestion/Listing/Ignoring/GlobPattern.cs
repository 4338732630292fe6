using System.Collections;

namespace Lodestone.Ingestion.Listing.Ignoring;

/// <summary>A pattern of an ignore file, as its documentation describes them (gitignore, section "Pattern format").</summary>
/// <remarks>
/// All ways to match are followed at once, one byte of UTF-8 after the other, so that the time is the product of both lengths at most,
/// whatever the pattern. Source: Thompson 1968, "Regular expression search algorithm".
/// </remarks>
internal sealed class GlobPattern
{
    /// <summary>The steps after which a match is given up; a usual one needs a few for each byte.</summary>
    public const int MostSteps = 200_000;

    private readonly Part[] _parts;
    private readonly bool _folders;

    /// <param name="pattern">The pattern; one that is malformed matches nothing.</param>
    /// <param name="folders">Whether slashes separate folders, which only a double star between them crosses.</param>
    public GlobPattern(ReadOnlySpan<byte> pattern, bool folders)
    {
        _folders = folders;
        _parts = [.. Parse(pattern, folders)];
    }

    private enum Kind
    {
        Byte,
        Any,
        Set,
        Star,

        // No folder or several, each with its slash: between folders, and, as the part after it, within the name of one.
        Folders,
        WithinFolder,
        Rest,
        Nothing,
    }

    /// <summary>Whether the pattern matches the whole text; null when that was too costly to find out.</summary>
    /// <param name="text">The path, or its last name.</param>
    /// <param name="steps">The number of steps that this match took is added.</param>
    public bool? Matches(ReadOnlySpan<byte> text, ref long steps)
    {
        // Which parts may come next; the one after the last is the end.
        bool[] now = new bool[_parts.Length + 1], next = new bool[_parts.Length + 1];
        var (first, last) = (_parts.Length, -1);
        Reach(now, 0, ref first, ref last);
        var taken = 0L;
        foreach (var found in text)
        {
            Array.Clear(next);
            var (from, to) = (first, last);
            (first, last) = (_parts.Length, -1);
            for (var part = from; part <= Math.Min(to, _parts.Length - 1); part++)
            {
                taken++;
                if (now[part] && Follow(part, found) is { } reached)
                    Reach(next, reached, ref first, ref last);
            }

            (now, next) = (next, now);
            if (taken > MostSteps)
            {
                steps += taken;
                return null;
            }

            if (last < 0)
                break;
        }

        steps += taken;
        return last >= 0 && now[_parts.Length];
    }

    /// <summary>The part that may come after a byte was matched by this one; null when it does not match.</summary>
    private int? Follow(int part, byte found)
    {
        var isSlash = found == '/' && _folders;
        return _parts[part].Kind switch
        {
            Kind.Byte => found == _parts[part].Byte ? part + 1 : null,
            Kind.Any => isSlash ? null : part + 1,
            Kind.Set => !isSlash && _parts[part].Set![found] ? part + 1 : null,
            Kind.Star => isSlash ? null : part,
            Kind.Folders => isSlash ? part : part + 1,
            Kind.WithinFolder => isSlash ? part - 1 : part,
            Kind.Rest => part,
            _ => null,
        };
    }

    // A part that may match nothing can be passed.
    private void Reach(bool[] places, int part, ref int first, ref int last)
    {
        while (true)
        {
            places[part] = true;
            (first, last) = (Math.Min(first, part), Math.Max(last, part));
            if (part == _parts.Length || _parts[part].Kind is not (Kind.Star or Kind.Folders or Kind.Rest))
                return;
            part += _parts[part].Kind == Kind.Folders ? 2 : 1;
        }
    }

    private static List<Part> Parse(ReadOnlySpan<byte> pattern, bool folders)
    {
        var parts = new List<Part>();
        for (var at = 0; at < pattern.Length;)
        {
            switch (pattern[at])
            {
                case (byte)'*':
                    at = ParseStars(pattern, at, folders, parts);
                    break;
                case (byte)'?':
                    parts.Add(new Part(Kind.Any));
                    at++;
                    break;
                case (byte)'[' when GlobSet.Parse(pattern, ref at) is { } set:
                    parts.Add(new Part(Kind.Set, Set: set));
                    break;
                case (byte)'\\' when at + 1 < pattern.Length:
                    parts.Add(new Part(Kind.Byte, pattern[at + 1]));
                    at += 2;
                    break;
                case (byte)'[' or (byte)'\\':
                    return [new Part(Kind.Nothing)];
                default:
                    parts.Add(new Part(Kind.Byte, pattern[at++]));
                    break;
            }
        }

        return parts;
    }

    private static int ParseStars(ReadOnlySpan<byte> pattern, int at, bool folders, List<Part> parts)
    {
        var rest = pattern[at..].TrimStart((byte)'*');
        var end = pattern.Length - rest.Length;
        var slash = rest.StartsWith("/"u8) ? 1 : rest.StartsWith("\\/"u8) ? 2 : 0;
        if (!folders || end - at < 2 || (at > 0 && pattern[at - 1] != '/') || (slash == 0 && !rest.IsEmpty))
        {
            parts.Add(new Part(Kind.Star));
            return end;
        }

        if (rest.IsEmpty)
        {
            parts.Add(new Part(Kind.Rest));
            return end;
        }

        parts.Add(new Part(Kind.Folders));
        parts.Add(new Part(Kind.WithinFolder));
        return end + slash;
    }

    private readonly record struct Part(Kind Kind, byte Byte = 0, BitArray? Set = null);
}

/// <summary>Reads a set of bytes in brackets, with ranges, classes of ASCII, and negation.</summary>
internal static class GlobSet
{
    /// <summary>The bytes of a set.</summary>
    /// <param name="pattern">The pattern.</param>
    /// <param name="at">The place of the opening bracket; then that behind the closing one.</param>
    /// <returns>256 bits; null when the set is not closed, or has an unknown class.</returns>
    public static BitArray? Parse(ReadOnlySpan<byte> pattern, ref int at)
    {
        var set = new BitArray(256);
        var place = at + 1;
        var isNegated = place < pattern.Length && pattern[place] is (byte)'!' or (byte)'^';
        if (isNegated)
            place++;
        // A closing bracket in the first place is a member.
        for (var first = place; ; first = -1)
        {
            if (place >= pattern.Length)
                return null;
            if (pattern[place] == ']' && place != first)
                break;
            if (pattern[place..].StartsWith("[:"u8) && ClassEnd(pattern, place) is { } end)
            {
                if (!AddClass(set, pattern[(place + 2)..end]))
                    return null;
                place = end + 2;
                continue;
            }

            if (Member(pattern, ref place) is not { } low)
                return null;
            var high = low;
            if (place + 1 < pattern.Length && pattern[place] == '-' && pattern[place + 1] != ']')
            {
                place++;
                if (Member(pattern, ref place) is not { } bound)
                    return null;
                high = bound;
            }

            for (var member = (int)low; member <= high; member++)
                set[member] = true;
        }

        at = place + 1;
        return isNegated ? set.Not() : set;
    }

    private static byte? Member(ReadOnlySpan<byte> pattern, ref int place)
    {
        if (place < pattern.Length && pattern[place] == '\\')
            place++;
        return place < pattern.Length ? pattern[place++] : null;
    }

    // The place of ":]", when no bracket closes before it.
    private static int? ClassEnd(ReadOnlySpan<byte> pattern, int place)
    {
        var bracket = pattern[(place + 2)..].IndexOf((byte)']');
        return bracket > 0 && pattern[place + 1 + bracket] == ':' ? place + 1 + bracket : null;
    }

    private static bool AddClass(BitArray set, ReadOnlySpan<byte> name)
    {
        Func<char, bool>? isMember = name switch
        {
            _ when name.SequenceEqual("alnum"u8) => char.IsAsciiLetterOrDigit,
            _ when name.SequenceEqual("alpha"u8) => char.IsAsciiLetter,
            _ when name.SequenceEqual("blank"u8) => c => c is ' ' or '\t',
            _ when name.SequenceEqual("cntrl"u8) => c => c is < ' ' or '\x7F',
            _ when name.SequenceEqual("digit"u8) => char.IsAsciiDigit,
            _ when name.SequenceEqual("graph"u8) => c => c is > ' ' and < '\x7F',
            _ when name.SequenceEqual("lower"u8) => char.IsAsciiLetterLower,
            _ when name.SequenceEqual("print"u8) => c => c is >= ' ' and < '\x7F',
            _ when name.SequenceEqual("punct"u8) => c => c is > ' ' and < '\x7F' && !char.IsAsciiLetterOrDigit(c),
            _ when name.SequenceEqual("space"u8) => c => c is ' ' or (>= '\t' and <= '\r'),
            _ when name.SequenceEqual("upper"u8) => char.IsAsciiLetterUpper,
            _ when name.SequenceEqual("xdigit"u8) => char.IsAsciiHexDigit,
            _ => null,
        };
        for (var member = 0; isMember is not null && member < 128; member++)
            set[member] |= isMember((char)member);
        return isMember is not null;
    }
}
