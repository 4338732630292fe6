using System.Globalization;
using System.Text;
using Lodestone.Unicode;

namespace Lodestone.Indexing.Keywords.Analysis;

/// <summary>How a code point is written for search, apart from its decomposition.</summary>
/// <remarks>All data is in this assembly or in the core library, so the result depends neither on culture nor on ICU.</remarks>
internal static class CharacterRules
{
    public const int DottedCapitalI = 0x130;
    public const int DotAbove = 0x307;

    private const int PageBits = 8;
    private static readonly CharacterRule[]?[] Pages = new CharacterRule[0x110000 >> PageBits][];

    // Pages are published whole, so no lock is needed; two threads may build the same page once.
    public static CharacterRule Of(int value) => (Pages[value >> PageBits] ?? Fill(value >> PageBits))[value & 0xFF];

    /// <summary>The character that stands for another one in every text; the same one when there is none.</summary>
    public static int Plain(int value) => value switch
    {
        // Apostrophes, also as a letter (Hawaiian, Ukrainian, Armenian, Hebrew), and the Hebrew sign within an abbreviation.
        0x2018 or 0x2019 or 0x201B or 0x02BB or 0x02BC or 0x02B9 or 0x055A or 0x05F3 => '\'',
        0x05F4 => '"',

        // Hyphens, the dash of ranges, and the minus. The longer dashes separate clauses.
        0x2010 or 0x2011 or 0x2012 or 0x2013 or 0x2212 => '-',
        0x2044 or 0x2215 => '/',
        0x266F => '#',
        0x03C2 => 0x03C3,
        _ => value < 0x80 ? value : Digit(value),
    };

    /// <summary>Whether the character is an apostrophe when it is between two letters, and something else elsewhere.</summary>
    public static bool IsApostropheBetweenLetters(int value) => value is '`' or 0xB4 or 0x2032;

    /// <summary>Whether a zero-width space separates words here: in scripts that write none, it is the only sign of a word's end.</summary>
    public static bool IsOfUnspacedScript(int value) =>
        value is (>= 0x0E00 and <= 0x0EFF) or (>= 0x1000 and <= 0x109F) or (>= 0x1780 and <= 0x17FF) or (>= 0x1A20 and <= 0x1AAF);

    // Default_Ignorable_Code_Point of Unicode 15: shown as nothing, so a reader cannot know that it is there.
    private static bool IsIgnorable(int value) => value is 0xAD or 0x34F or 0x61C or 0x115F or 0x1160 or 0x17B4 or 0x17B5
        or (>= 0x180B and <= 0x180F) or (>= 0x200B and <= 0x200F) or (>= 0x202A and <= 0x202E) or (>= 0x2060 and <= 0x206F) or 0x3164
        or (>= 0xFE00 and <= 0xFE0F) or 0xFEFF or 0xFFA0 or (>= 0xFFF0 and <= 0xFFF8) or (>= 0x1BCA0 and <= 0x1BCA3)
        or (>= 0x1D173 and <= 0x1D17A) or (>= 0xE0000 and <= 0xE0FFF);

    private static int Digit(int value) =>
        Rune.IsValid(value) && CharUnicodeInfo.GetUnicodeCategory(value) == UnicodeCategory.DecimalDigitNumber
            ? '0' + (int)Rune.GetNumericValue(new Rune(value))
            : value;

    private static CharacterRule[] Fill(int page)
    {
        var rules = new CharacterRule[1 << PageBits];
        for (var i = 0; i < rules.Length; i++)
            rules[i] = Find((page << PageBits) | i);
        Volatile.Write(ref Pages[page], rules);
        return rules;
    }

    private static CharacterRule Find(int value)
    {
        if (IsIgnorable(value))
            return CharacterRule.Ignored;
        if (Decomposition.CombiningClass(value) != 0 || CanonicalPairs.IsSecond(value))
            return CharacterRule.Combines;
        if (IsApostropheBetweenLetters(value) || value == DottedCapitalI || Plain(value) != value)
            return CharacterRule.Changes;
        Span<char> parts = stackalloc char[Decomposition.Longest];
        var length = Decomposition.Of(value, true, parts);
        if (length == 0)
            return CharacterRule.Kept;
        return Composes(parts[..length], value) ? CharacterRule.Composed : CharacterRule.Changes;
    }

    private static bool Composes(ReadOnlySpan<char> parts, int value)
    {
        var whole = 0;
        foreach (var rune in parts.EnumerateRunes())
        {
            if (whole == 0)
                whole = rune.Value;
            else if (!CanonicalPairs.TryCompose(whole, rune.Value, out whole))
                return false;
        }
        return whole == value;
    }
}

/// <summary>The treatment of a code point.</summary>
internal enum CharacterRule : byte
{
    /// <summary>It stays as it is.</summary>
    Kept,

    /// <summary>It is composed: it stays as it is unless a mark follows.</summary>
    Composed,

    /// <summary>It may move and compose with the characters before it.</summary>
    Combines,

    /// <summary>It decomposes, or another character stands for it.</summary>
    Changes,

    /// <summary>It is left out.</summary>
    Ignored,
}
