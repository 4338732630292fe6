namespace Lodestone.Models;

/// <summary>The pre-tokenizer "Split": cuts at, or between, the matches of a pattern.</summary>
internal sealed class PatternSplitter(TextPattern pattern, SplitBehavior behavior, bool invert) : PieceStage
{
    protected override void Cut(TokenBuffer buffer, ReadOnlySpan<char> text, int start, int end)
    {
        // A piece is matched as a text of its own: anchors and lookarounds do not see its neighbours.
        var cutter = new PieceCutter(buffer, behavior);
        var matches = pattern.Matches(text[start..end], buffer);
        var last = start;
        while (matches.Next(out var from, out var to))
        {
            cutter.Add(last, start + from, invert);
            cutter.Add(start + from, start + to, !invert);
            last = start + to;
        }
        cutter.Add(last, end, invert);
        cutter.Finish();
    }
}
