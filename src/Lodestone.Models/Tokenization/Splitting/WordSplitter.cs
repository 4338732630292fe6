namespace Lodestone.Models;

/// <summary>The pre-tokenizer "Whitespace": runs of word characters, and runs of what is neither those nor white space.</summary>
internal sealed class WordSplitter : PieceStage
{
    protected override void Cut(TokenBuffer buffer, ReadOnlySpan<char> text, int start, int end)
    {
        const CharClass Kinds = CharClass.Word | CharClass.WhiteSpace;
        var run = start;
        var runKind = CharClass.WhiteSpace;
        for (int i = start, length; i < end; i += length)
        {
            var kind = CharClasses.Of(CharClasses.Read(text, i, out length)) & Kinds;
            if (kind == runKind)
                continue;
            if (runKind != CharClass.WhiteSpace)
                buffer.AddPiece(run, i);
            (run, runKind) = (i, kind);
        }
        if (runKind != CharClass.WhiteSpace)
            buffer.AddPiece(run, end);
    }
}
