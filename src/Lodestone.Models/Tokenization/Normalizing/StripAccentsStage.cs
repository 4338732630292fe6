namespace Lodestone.Models;

/// <summary>Removes combining marks of every kind (Mn, Mc, Me). It follows a decomposition; accented letters themselves stay.</summary>
internal sealed class StripAccentsStage : TextStage
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
