using Lodestone.Encoders.Tokenizers.Text;
using Lodestone.Encoders.Tokenizers.Unicode;

namespace Lodestone.Encoders.Tokenizers.Normalizers;

/// <summary>The normalization forms NFC, NFD, NFKC and NFKD.</summary>
internal sealed class UnicodeForm(bool composes, bool compatible) : TokenizerStep
{
    public override void Apply(TokenBuffer buffer)
    {
        ReadOnlySpan<char> text = buffer.Chars;
        // Every text below the first combining mark is in NFC; every text below the first accented letter is in all four forms.
        if (!text.ContainsAnyExceptInRange('\0', composes && !compatible ? '\u02FF' : '\u007F'))
            return;
        var seen = CharClass.None;
        buffer.BeginRewrite();
        for (int i = 0, length; i < text.Length; i += length)
        {
            var value = CharClasses.Read(text, i, out length);
            seen |= compatible && value > 127
                ? CanonicalOrder.AppendDecomposed(buffer, value, true, i, i + length)
                : CanonicalOrder.AppendDecomposed(buffer, value, CharClasses.Of(value), i, i + length);
        }
        buffer.EndRewrite();
        if ((seen & CharClass.Combines) != 0)
            CanonicalOrder.Sort(buffer.Chars);
        if (composes)
            Composition.Apply(buffer);
    }
}
