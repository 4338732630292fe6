using System.Globalization;
using System.Text;
using Lodestone.Unicode;

namespace Lodestone.Encoders.Tokenizers.Unicode;

/// <summary>Classes of all code points, in pages that are filled on first use.</summary>
/// <remarks>
/// All data comes from tables in the assembly or in the core library, so the result depends neither on culture nor on ICU. Pages are
/// published whole, so no lock is needed; two threads may build the same page once.
/// </remarks>
internal static class CharClasses
{
    private const int PageBits = 8;
    private static readonly CharClass[]?[] Pages = new CharClass[0x110000 >> PageBits][];

    public static CharClass Of(int codePoint) => (Pages[codePoint >> PageBits] ?? Fill(codePoint >> PageBits))[codePoint & 0xFF];

    /// <summary>The code point at an index of well-formed UTF-16, and its length in characters.</summary>
    public static int Read(ReadOnlySpan<char> text, int index, out int length)
    {
        var c = text[index];
        if (!char.IsSurrogate(c))
        {
            length = 1;
            return c;
        }
        length = 2;
        return char.ConvertToUtf32(c, text[index + 1]);
    }

    private static CharClass[] Fill(int page)
    {
        var classes = new CharClass[1 << PageBits];
        for (var i = 0; i < classes.Length; i++)
            classes[i] = Classify((page << PageBits) | i);
        Volatile.Write(ref Pages[page], classes);
        return classes;
    }

    private static CharClass Classify(int value)
    {
        if (!Rune.IsValid(value))
            return CharClass.None;
        var result = CharUnicodeInfo.GetUnicodeCategory(value) switch
        {
            UnicodeCategory.UppercaseLetter or UnicodeCategory.LowercaseLetter or UnicodeCategory.TitlecaseLetter
                or UnicodeCategory.ModifierLetter or UnicodeCategory.OtherLetter => CharClass.Letter | CharClass.Word,
            UnicodeCategory.DecimalDigitNumber or UnicodeCategory.LetterNumber => CharClass.Number | CharClass.Word,
            UnicodeCategory.OtherNumber => CharClass.Number,
            UnicodeCategory.NonSpacingMark => CharClass.NonSpacingMark | CharClass.AnyMark | CharClass.Word,
            UnicodeCategory.SpacingCombiningMark or UnicodeCategory.EnclosingMark => CharClass.AnyMark | CharClass.Word,
            UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.PrivateUse => CharClass.Control,
            UnicodeCategory.ConnectorPunctuation => CharClass.Punctuation | CharClass.Word,
            UnicodeCategory.DashPunctuation or UnicodeCategory.OpenPunctuation or UnicodeCategory.ClosePunctuation
                or UnicodeCategory.InitialQuotePunctuation or UnicodeCategory.FinalQuotePunctuation
                or UnicodeCategory.OtherPunctuation => CharClass.Punctuation,
            _ => CharClass.None,
        };
        if (Rune.IsWhiteSpace(new Rune(value)))
            result |= CharClass.WhiteSpace;
        if (value is (>= '!' and <= '/') or (>= ':' and <= '@') or (>= '[' and <= '`') or (>= '{' and <= '~'))
            result |= CharClass.Punctuation;
        if (value is (>= 0x4E00 and <= 0x9FFF) or (>= 0x3400 and <= 0x4DBF) or (>= 0x20000 and <= 0x2A6DF) or (>= 0x2A700 and <= 0x2B73F)
            or (>= 0x2B740 and <= 0x2B81F) or (>= 0x2B920 and <= 0x2CEAF) or (>= 0xF900 and <= 0xFAFF) or (>= 0x2F800 and <= 0x2FA1F))
            result |= CharClass.Ideograph;
        // Zero-width joiners and the circled and squared letters, which are alphabetic symbols.
        if (value is 0x200C or 0x200D or (>= 0x24B6 and <= 0x24E9) or (>= 0x1F130 and <= 0x1F149) or (>= 0x1F150 and <= 0x1F169)
            or (>= 0x1F170 and <= 0x1F189))
            result |= CharClass.Word;
        if (Decomposition.Has(value))
            result |= CharClass.Decomposes;
        if (Decomposition.CombiningClass(value) != 0)
            result |= CharClass.Combines;
        if (LowerCase.Of(value) != value || value == LowerCase.DottedCapitalI)
            result |= CharClass.Uppercase;
        return result;
    }
}
