namespace Lodestone.Models;

/// <summary>BERT's words: white space separates and goes, every punctuation mark stands alone.</summary>
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
