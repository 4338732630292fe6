namespace Lodestone.Models;

/// <summary>BERT's words: white space separates and goes, every punctuation mark stands alone.</summary>
internal sealed class BertPreTokenizer : TextStage
{
    public override void Apply(TokenBuffer buffer)
    {
        ReadOnlySpan<char> text = buffer.Chars;
        buffer.BeginPieces();
        foreach (var piece in buffer.Pieces)
        {
            if (piece.Id != Piece.Text)
            {
                buffer.AddPiece(piece.Start, piece.End, piece.Id);
                continue;
            }
            var start = piece.Start;
            for (int i = piece.Start, length; i < piece.End; i += length)
            {
                var kind = CharClasses.Of(CharClasses.Read(text, i, out length)) & (CharClass.WhiteSpace | CharClass.Punctuation);
                if (kind == 0)
                    continue;
                buffer.AddPiece(start, i);
                if (kind == CharClass.Punctuation)
                    buffer.AddPiece(i, i + length);
                start = i + length;
            }
            buffer.AddPiece(start, piece.End);
        }
        buffer.EndPieces();
    }
}
