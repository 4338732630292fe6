namespace Lodestone.Models;

/// <summary>Puts a text before the text, unless that is empty. What is added counts as part of the first character.</summary>
internal sealed class PrependStage(string prefix) : TextStage
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
