namespace Lodestone.Models;

/// <summary>A pre-tokenizer that cuts every piece by itself and changes no character.</summary>
internal abstract class PieceStage : TextStage
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
