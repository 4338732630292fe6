namespace Lodestone.Models;

/// <summary>Removes white space at the ends of the text.</summary>
internal sealed class StripStage(bool left, bool right) : TextStage
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
