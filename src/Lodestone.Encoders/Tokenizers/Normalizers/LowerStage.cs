using Lodestone.Encoders.Tokenizers.Text;
using Lodestone.Encoders.Tokenizers.Unicode;

namespace Lodestone.Encoders.Tokenizers.Normalizers;

/// <summary>Unicode lowercase, character by character.</summary>
internal sealed class LowerStage : TokenizerStep
{
    public override void Apply(TokenBuffer buffer)
    {
        ReadOnlySpan<char> text = buffer.Chars;
        buffer.BeginRewrite();
        for (int i = 0, length; i < text.Length; i += length)
        {
            var value = CharClasses.Read(text, i, out length);
            Append(buffer, value, CharClasses.Of(value), i, i + length);
        }
        buffer.EndRewrite();
    }

    public static void Append(TokenBuffer buffer, int value, CharClass kind, int from, int to)
    {
        if (value == LowerCase.DottedCapitalI)
        {
            buffer.Append('i', from, to);
            buffer.Append(LowerCase.DotAbove, from, to);
            return;
        }
        buffer.AppendCodePoint((kind & CharClass.Uppercase) != 0 ? LowerCase.Of(value) : value, from, to);
    }
}
