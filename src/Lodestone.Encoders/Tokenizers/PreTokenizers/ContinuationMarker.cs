using Lodestone.Encoders.Tokenizers.Text;
using Lodestone.Encoders.Tokenizers.Unicode;

namespace Lodestone.Encoders.Tokenizers.PreTokenizers;

/// <summary>Puts a character before pieces that do not begin with it; it counts as part of their first character.</summary>
internal static class ContinuationMarker
{
    public static void Apply(TokenBuffer buffer, char marker, bool onlyAtTextStart)
    {
        buffer.BeginRewrite();
        buffer.BeginPieces();
        ReadOnlySpan<char> text = buffer.Chars;
        foreach (var piece in buffer.Pieces)
        {
            var start = buffer.Written;
            if (piece.Id == Piece.Text && text[piece.Start] != marker && !(onlyAtTextStart && OriginOf(buffer, piece) != 0))
            {
                CharClasses.Read(text, piece.Start, out var length);
                buffer.Append(marker, piece.Start, piece.Start + length);
            }
            buffer.AppendUnchanged(piece.Start, piece.End);
            buffer.AddPiece(start, buffer.Written, piece.Id);
        }
        buffer.EndPieces();
        buffer.EndRewrite();
    }

    // The first piece begins where the segment does, even when the characters there were normalized away.
    private static int OriginOf(TokenBuffer buffer, Piece piece) => piece.Start == 0 ? buffer.Origin : buffer.StartOf(piece.Start);
}
