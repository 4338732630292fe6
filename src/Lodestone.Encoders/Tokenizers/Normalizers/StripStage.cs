using Lodestone.Encoders.Tokenizers.Text;
using Lodestone.Encoders.Tokenizers.Unicode;

namespace Lodestone.Encoders.Tokenizers.Normalizers;

/// <summary>Removes white space at the ends of the text.</summary>
internal sealed class StripStage(bool left, bool right) : TokenizerStep
{
    public override void Apply(TokenBuffer buffer)
    {
        ReadOnlySpan<char> text = buffer.Chars;
        var start = left ? text.Length - text.TrimStart().Length : 0;
        var end = Math.Max(start, right ? text.TrimEnd().Length : text.Length);
        if (start == 0 && end == text.Length)
            return;
        buffer.BeginRewrite();
        buffer.AppendUnchanged(start, end);
        buffer.EndRewrite();
    }
}

/// <summary>Removes combining marks of every kind (Mn, Mc, Me). It follows a decomposition; precomposed letters themselves stay.</summary>
internal sealed class StripAccentsStage : TokenizerStep
{
    public override void Apply(TokenBuffer buffer)
    {
        ReadOnlySpan<char> text = buffer.Chars;
        buffer.BeginRewrite();
        for (int i = 0, length; i < text.Length; i += length)
        {
            if ((CharClasses.Of(CharClasses.Read(text, i, out length)) & CharClass.AnyMark) == 0)
                buffer.AppendUnchanged(i, i + length);
        }
        buffer.EndRewrite();
    }
}

/// <summary>Puts a prefix before the text, unless the text is empty. The prefix counts as part of the first character.</summary>
internal sealed class PrependStage(string prefix) : TokenizerStep
{
    public override void Apply(TokenBuffer buffer)
    {
        ReadOnlySpan<char> text = buffer.Chars;
        if (text.IsEmpty)
            return;
        CharClasses.Read(text, 0, out var length);
        buffer.BeginRewrite();
        foreach (var c in prefix)
            buffer.Append(c, 0, length);
        buffer.AppendUnchanged(0, text.Length);
        buffer.EndRewrite();
    }
}
