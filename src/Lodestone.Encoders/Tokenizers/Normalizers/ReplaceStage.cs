using Lodestone.Encoders.Tokenizers.PreTokenizers;
using Lodestone.Encoders.Tokenizers.Text;

namespace Lodestone.Encoders.Tokenizers.Normalizers;

/// <summary>Replaces every match of a pattern. The inserted text counts as the last character of the replaced text.</summary>
internal sealed class ReplaceStage(TextPattern pattern, string content) : TokenizerStep
{
    public override void Apply(TokenBuffer buffer)
    {
        ReadOnlySpan<char> text = buffer.Chars;
        var matches = pattern.Matches(text, buffer);
        if (!matches.Next(out var start, out var end))
            return;
        var last = 0;
        buffer.BeginRewrite();
        do
        {
            buffer.AppendUnchanged(last, start);
            var from = end > start && char.IsLowSurrogate(text[end - 1]) ? end - 2 : end - 1;
            foreach (var c in content)
                buffer.Append(c, Math.Max(from, 0), Math.Max(end, 1));
            last = end;
        }
        while (matches.Next(out start, out end));
        buffer.AppendUnchanged(last, text.Length);
        buffer.EndRewrite();
    }
}
