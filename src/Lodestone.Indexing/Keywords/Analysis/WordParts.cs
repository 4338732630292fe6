using System.Buffers;

namespace Lodestone.Indexing.Keywords.Analysis;

/// <summary>Splits identifiers: at separators, where small letters meet capitals, and where letters meet digits.</summary>
internal static class WordParts
{
    // Names have few parts; with more, it is a key, a hash or data in base 64.
    private const int MostParts = 8;

    private const string OneLetterUnits = "mglhVAW";

    // With the signs of micro and ohm, which normalisation makes Greek letters.
    private static readonly SearchValues<char> Letters =
        SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ\u03BC\u03A9");
    private static readonly SearchValues<char> LettersAndDigits =
        SearchValues.Create("0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ");

    /// <summary>Whether a character of a word is neither a letter, nor a digit, nor a mark.</summary>
    public static bool IsSeparator(char c) =>
        c < 0x80 ? !char.IsAsciiLetterOrDigit(c) : c is '\u00B7' or '\u2027' or '\u203F' or '\u2040' or '\u2054';

    /// <summary>Whether a word has no parts, which holds for nearly all: letters of one case, the first of any.</summary>
    public static bool IsPlain(ReadOnlySpan<char> word)
    {
        var rest = word[1..];
        return char.IsAsciiLetter(word[0]) &&
            (!rest.ContainsAnyExceptInRange('a', 'z') || (char.IsAsciiLetterUpper(word[0]) && !rest.ContainsAnyExceptInRange('A', 'Z')));
    }

    /// <summary>Adds the parts of a word, and a number's other spelling where a part is one.</summary>
    /// <param name="word">A word that is no number.</param>
    /// <param name="start">The place of its first character in the text.</param>
    /// <param name="forms">The forms to add to.</param>
    public static void Add(ReadOnlySpan<char> word, int start, FormList forms)
    {
        if (AddQuantity(word, start, forms) || AddNumbered(word, start, forms))
            return;
        Span<(int From, int To)> pieces = stackalloc (int, int)[MostParts];
        var count = Separate(word, pieces);
        if (count > MostParts)
            return;
        if (count == 2 && word[pieces[1].From - 1] == '\'' && IsEnding(word[pieces[1].From..pieces[1].To]))
            count = word[pieces[1].From] is 's' or 'S' ? 1 : 0;
        foreach (var (from, to) in pieces[..count])
        {
            if (to - from < word.Length)
                AddPart(word[from..to], start + from, forms);
            AddHumps(word[from..to], start + from, forms);
        }
    }

    // 5kg and 1.5GB are a number and a unit. Ordinals and decades (1st, 1990s) stay whole.
    private static bool AddQuantity(ReadOnlySpan<char> word, int start, FormList forms)
    {
        var number = word.IndexOfAnyExcept(NumberForms.Characters);
        if (number < 1 || !char.IsAsciiDigit(word[number - 1]))
            return false;
        var unit = word[number..];
        // As in 1.2.3rc1; but 3f2a is a name of its own.
        if (unit.ContainsAnyExcept(Letters) && (!word[..number].Contains('.') || unit.ContainsAnyExcept(LettersAndDigits)))
            return false;
        if (unit is "st" or "nd" or "rd" or "th" or "s")
            return true;
        if (unit.Length == 1 && !OneLetterUnits.Contains(unit[0], StringComparison.Ordinal))
            return true;
        AddNumber(word[..number], start, forms);
        forms.Add(unit, start + number, start + word.Length, WordKind.Part);
        return true;
    }

    // python3.11 is a word and a number with a decimal point.
    private static bool AddNumbered(ReadOnlySpan<char> word, int start, FormList forms)
    {
        var letters = word.IndexOfAnyExcept(Letters);
        if (letters < 2 || !word[letters..].Contains('.') || !NumberForms.IsNumber(word[letters..]))
            return false;
        forms.Add(word[..letters], start, start + letters, WordKind.Part);
        AddNumber(word[letters..], start + letters, forms);
        return true;
    }

    private static void AddNumber(ReadOnlySpan<char> number, int start, FormList forms)
    {
        forms.Add(number, start, start + number.Length, WordKind.Part);
        NumberForms.Add(number, start, WordKind.Part, forms);
    }

    private static int Separate(ReadOnlySpan<char> word, Span<(int From, int To)> pieces)
    {
        var count = 0;
        for (int from = 0, i = 0; i <= word.Length; i++)
        {
            if (i < word.Length && !IsSeparator(word[i]))
                continue;
            if (i > from)
            {
                if (count == pieces.Length)
                    return count + 1;
                pieces[count++] = (from, i);
            }
            from = i + 1;
        }
        return count;
    }

    // The endings of English contractions and possessives are no words.
    private static bool IsEnding(ReadOnlySpan<char> ending) =>
        ending is "s" or "t" or "d" or "m" or "re" or "ve" or "ll" or "S" or "T" or "D" or "M" or "RE" or "VE" or "LL";

    // The parts of a piece without separators, as in getHTTPResponse2.
    private static void AddHumps(ReadOnlySpan<char> piece, int start, FormList forms)
    {
        if (piece.Length < 3 || IsPlain(piece))
            return;
        var byDigits = HasWordsBesideDigits(piece);
        Span<int> ends = stackalloc int[MostParts];
        var count = 0;
        for (var i = 1; i <= piece.Length; i++)
        {
            if (i < piece.Length && !IsBoundary(piece[i - 1], piece[i], byDigits))
                continue;
            if (count == ends.Length)
                return;
            ends[count++] = i;
        }

        var from = 0;
        foreach (var to in ends[..count])
        {
            if (count > 1)
                AddPart(piece[from..to], start + from, forms);
            AddAcronym(piece[from..to], start + from, forms);
            from = to;
        }
    }

    private static bool IsBoundary(char left, char right, bool byDigits) =>
        (char.IsLower(left) && char.IsUpper(right)) || (byDigits && char.IsAsciiDigit(left) != char.IsAsciiDigit(right));

    // An acronym before a word: XML and Http of XMLHttp, but not a plural (PCs).
    private static void AddAcronym(ReadOnlySpan<char> piece, int start, FormList forms)
    {
        for (var i = 1; i + 2 < piece.Length; i++)
        {
            if (!char.IsUpper(piece[i - 1]) || !char.IsUpper(piece[i]) || !char.IsLower(piece[i + 1]) || !char.IsLower(piece[i + 2]))
                continue;
            AddPart(piece[..i], start, forms);
            AddPart(piece[i..], start + i, forms);
            return;
        }
    }

    // FH4102, utf8 and log4j begin with a word; x86, H2O and 3f2a are names of their own.
    private static bool HasWordsBesideDigits(ReadOnlySpan<char> piece) => piece.IndexOfAnyInRange('0', '9') >= 2;

    private static void AddPart(ReadOnlySpan<char> part, int start, FormList forms)
    {
        if (part.Length == 1)
            return;
        forms.Add(part, start, start + part.Length, WordKind.Part);
    }
}
