using Lodestone.Encoders.Tokenizers.Text;
using Lodestone.Encoders.Tokenizers.Unicode;

namespace Lodestone.Encoders.Tokenizers.PreTokenizers;

/// <summary>A pre-tokenizer that cuts every piece independently and changes no character.</summary>
internal abstract class PieceStage : TokenizerStep
{
    public sealed override void Apply(TokenBuffer buffer)
    {
        buffer.BeginPieces();
        foreach (var piece in buffer.Pieces)
        {
            if (piece.Id == Piece.Text)
                Cut(buffer, buffer.Chars, piece.Start, piece.End);
            else
                buffer.AddPiece(piece.Start, piece.End, piece.Id);
        }
        buffer.EndPieces();
    }

    /// <summary>Adds the pieces of the characters <paramref name="start"/> to <paramref name="end"/>.</summary>
    protected abstract void Cut(TokenBuffer buffer, ReadOnlySpan<char> text, int start, int end);
}

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

/// <summary>The pre-tokenizer "Split": cuts at, or between, the matches of a pattern.</summary>
internal sealed class PatternSplitter(TextPattern pattern, SplitBehavior behavior, bool invert) : PieceStage
{
    protected override void Cut(TokenBuffer buffer, ReadOnlySpan<char> text, int start, int end)
    {
        // A piece is matched as a separate text: anchors and lookarounds do not see its neighbours.
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

/// <summary>The pre-tokenizer "Whitespace": runs of word characters, and runs of other characters except white space.</summary>
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

/// <summary>BERT's words: splits at white space and drops it, and makes every punctuation mark a piece.</summary>
internal sealed class BertPreTokenizer : PieceStage
{
    protected override void Cut(TokenBuffer buffer, ReadOnlySpan<char> text, int start, int end)
    {
        var word = start;
        for (int i = start, length; i < end; i += length)
        {
            var kind = CharClasses.Of(CharClasses.Read(text, i, out length)) & (CharClass.WhiteSpace | CharClass.Punctuation);
            if (kind == 0)
                continue;
            buffer.AddPiece(word, i);
            if (kind == CharClass.Punctuation)
                buffer.AddPiece(i, i + length);
            word = i + length;
        }
        buffer.AddPiece(word, end);
    }
}
