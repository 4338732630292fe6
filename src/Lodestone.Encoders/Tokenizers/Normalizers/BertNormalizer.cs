using System.Text;
using Lodestone.Encoders.Tokenizers.Text;
using Lodestone.Encoders.Tokenizers.Unicode;

namespace Lodestone.Encoders.Tokenizers.Normalizers;

/// <summary>
/// BERT's normalizer: removes control characters, maps white space to spaces, isolates ideographs, strips accents, lowercases.
/// </summary>
internal sealed class BertNormalizer(bool cleanText, bool separateIdeographs, bool stripAccents, bool lowercase) : TokenizerStep
{
    private readonly char[] _ascii = MapAscii(cleanText, lowercase);

    /// <summary>Whether the normalizer lowercases.</summary>
    public bool Lowercases => lowercase;

    public override void Apply(TokenBuffer buffer)
    {
        if (!Ascii.IsValid(buffer.Chars))
        {
            ApplyUnicode(buffer);
            return;
        }
        // ASCII text has no decompositions and no ideographs, so a table is enough, in place unless a character is deleted.
        var chars = buffer.Chars;
        for (var i = 0; i < chars.Length; i++)
        {
            var mapped = _ascii[chars[i]];
            if (mapped == '\0' && cleanText)
            {
                ApplyUnicode(buffer);
                return;
            }
            chars[i] = mapped;
        }
    }

    // The result for each ASCII character, 0 for a deleted one.
    private static char[] MapAscii(bool cleanText, bool lowercase)
    {
        var map = new char[128];
        for (var c = 0; c < map.Length; c++)
        {
            var (value, kind) = (c, CharClasses.Of(c));
            if (lowercase && char.IsAsciiLetterUpper((char)c))
                value |= 0x20;
            map[c] = cleanText && Clean(ref value, ref kind) ? '\0' : (char)value;
        }
        return map;
    }

    private void ApplyUnicode(TokenBuffer buffer)
    {
        buffer.BeginRewrite();
        var seen = CharClass.None;
        ReadOnlySpan<char> text = buffer.Chars;
        for (int i = 0, length; i < text.Length; i += length)
        {
            var value = CharClasses.Read(text, i, out length);
            var kind = CharClasses.Of(value);
            if (cleanText && Clean(ref value, ref kind))
                continue;
            var apart = separateIdeographs && (kind & CharClass.Ideograph) != 0;
            if (apart)
                buffer.Append(' ', i, i + length);
            if (stripAccents)
                seen |= CanonicalOrder.AppendDecomposed(buffer, value, kind, i, i + length);
            else if (lowercase)
                LowerStage.Append(buffer, value, kind, i, i + length);
            else
                buffer.AppendCodePoint(value, i, i + length);
            if (apart)
                buffer.Append(' ', i, i + length);
        }
        buffer.EndRewrite();
        if (!stripAccents)
            return;
        if ((seen & CharClass.Combines) != 0)
            CanonicalOrder.Sort(buffer.Chars);
        StripAndLower(buffer);
    }

    // True when the character is deleted. Tab and line ends are the only control characters that count as white space, so U+0085, or a form
    // feed, joins its neighbours. U+FFFD marks input that was not Unicode.
    private static bool Clean(ref int value, ref CharClass kind)
    {
        if ((kind & CharClass.Control) != 0 && value is not ('\t' or '\n' or '\r'))
            return true;
        if ((kind & CharClass.WhiteSpace) != 0)
            (value, kind) = (' ', CharClass.WhiteSpace);
        return value == 0xFFFD;
    }

    // In place: after decomposition no lowercase is longer than its capital.
    private void StripAndLower(TokenBuffer buffer)
    {
        var text = buffer.Chars;
        var kept = 0;
        for (int i = 0, length; i < text.Length; i += length)
        {
            var value = CharClasses.Read(text, i, out length);
            var kind = CharClasses.Of(value);
            if ((kind & CharClass.NonSpacingMark) != 0)
                continue;
            for (var k = 0; k < length; k++)
                buffer.Move(i + k, kept + k);
            if (lowercase && (kind & CharClass.Uppercase) != 0)
                new Rune(LowerCase.Of(value)).EncodeToUtf16(text[kept..]);
            kept += length;
        }
        buffer.Truncate(kept);
    }
}
