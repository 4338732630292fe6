using System.Buffers;
using System.Text;

namespace Lodestone.Indexing.Keywords.Analysis;

/// <summary>The other forms of numbers: <c>1,000</c> is 1000, <c>1,5</c> is 1.5, and 3.14 is a part of <c>3.14.2</c>.</summary>
internal static class NumberForms
{
    /// <summary>The characters of numbers.</summary>
    public static readonly SearchValues<char> Characters = SearchValues.Create("0123456789.,'_");

    private const int MostParts = 4;

    /// <summary>Whether a word is digits, with or without separators between them.</summary>
    public static bool IsNumber(ReadOnlySpan<char> word) =>
        word.Length > 0 && char.IsAsciiDigit(word[0]) && !word.ContainsAnyExcept(Characters);

    /// <summary>Adds the forms of a number.</summary>
    /// <param name="number">Digits with separators.</param>
    /// <param name="start">The place of its first character in the text.</param>
    /// <param name="kind">The kind of its other spelling.</param>
    /// <param name="forms">The forms to add to.</param>
    public static void Add(ReadOnlySpan<char> number, int start, WordKind kind, FormList forms)
    {
        if (!number.ContainsAnyExceptInRange('0', '9'))
            return;
        if (Canonical(number) is { } canonical)
            forms.Add(canonical, start, start + number.Length, kind);
        if (number.Count('.') > 1 && !number.ContainsAny(",'_"))
            AddParts(number, start, forms);
    }

    // Each group, and adjacent groups together: a version or an address is asked for by its beginning or its end.
    private static void AddParts(ReadOnlySpan<char> number, int start, FormList forms)
    {
        Span<Range> groups = stackalloc Range[MostParts + 1];
        var count = number.Split(groups, '.');
        if (count > MostParts)
            return;
        for (var first = 0; first < count; first++)
        {
            for (var last = first; last < count; last++)
            {
                int from = groups[first].Start.Value, to = groups[last].End.Value;
                if (last - first < count - 1 && to > from)
                    forms.Add(number[from..to], start + from, start + to, WordKind.Part);
            }
        }
    }

    // The number without separators of thousands and with a decimal point; null when it is written like that.
    private static string? Canonical(ReadOnlySpan<char> number)
    {
        var last = number.LastIndexOfAny(".,'_");
        var separator = number[last];
        var whole = number[..last];
        if (IsGrouped(number, separator))
            return Digits(number);
        if (whole.Contains(separator))
            return null;
        if (!whole.ContainsAnyExceptInRange('0', '9'))
            return separator == ',' ? $"{whole}.{number[(last + 1)..]}" : null;
        return separator is '.' or ',' && whole.IndexOfAnyExceptInRange('0', '9') is var other && IsGrouped(whole, whole[other])
            ? $"{Digits(whole)}.{number[(last + 1)..]}"
            : null;
    }

    // One to three digits, then groups of three; or of two, and the last of three, as in India.
    private static bool IsGrouped(ReadOnlySpan<char> number, char separator)
    {
        var first = number.IndexOf(separator);
        if (first is < 1 or > 3 || number[0] == '0')
            return false;
        var size = number.Length - first > 4 && number[first + 3] == separator ? 2 : 3;
        var rest = number[(first + 1)..];
        for (; rest.Length > 3; rest = rest[(size + 1)..])
        {
            if (rest.Length <= size || rest[size] != separator || rest[..size].ContainsAnyExceptInRange('0', '9'))
                return false;
        }
        return rest.Length == 3 && !rest.ContainsAnyExceptInRange('0', '9');
    }

    private static string Digits(ReadOnlySpan<char> number)
    {
        var digits = new StringBuilder(number.Length);
        foreach (var c in number)
        {
            if (char.IsAsciiDigit(c))
                digits.Append(c);
        }
        return digits.ToString();
    }
}
