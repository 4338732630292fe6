namespace Lodestone.Models;

/// <summary>Splits at every character of a class: white space, digits, punctuation.</summary>
internal sealed class ClassSplitter(CharClass delimiters, SplitBehavior behavior) : PieceStage
{
    protected override void Cut(TokenBuffer buffer, ReadOnlySpan<char> text, int start, int end)
    {
        var cutter = new PieceCutter(buffer, behavior);
        var word = start;
        for (int i = start, length; i < end; i += length)
        {
            if ((CharClasses.Of(CharClasses.Read(text, i, out length)) & delimiters) == 0)
                continue;
            cutter.Add(word, i, false);
            cutter.Add(i, i + length, true);
            word = i + length;
        }
        cutter.Add(word, end, false);
        cutter.Finish();
    }
}
