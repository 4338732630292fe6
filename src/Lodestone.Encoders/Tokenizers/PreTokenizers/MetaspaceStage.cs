using Lodestone.Encoders.Tokenizers.Text;

namespace Lodestone.Encoders.Tokenizers.PreTokenizers;

/// <summary>SentencePiece's words: replaces spaces by a visible marker, which begins the word after it.</summary>
internal sealed class MetaspaceStage(char marker, PrependScheme scheme, bool split) : TokenizerStep
{
    public override void Apply(TokenBuffer buffer)
    {
        buffer.Chars.Replace(' ', marker);
        if (scheme != PrependScheme.Never)
            ContinuationMarker.Apply(buffer, marker, scheme == PrependScheme.First);
        if (!split)
            return;
        ReadOnlySpan<char> text = buffer.Chars;
        buffer.BeginPieces();
        foreach (var piece in buffer.Pieces)
        {
            if (piece.Id != Piece.Text)
            {
                buffer.AddPiece(piece.Start, piece.End, piece.Id);
                continue;
            }
            // A marker joins the text after it; of adjacent markers, the last one does.
            var start = piece.Start;
            for (var i = piece.Start + 1; i < piece.End; i++)
            {
                if (text[i] != marker)
                    continue;
                buffer.AddPiece(start, i);
                start = i;
            }
            buffer.AddPiece(start, piece.End);
        }
        buffer.EndPieces();
    }
}

/// <summary>The pieces that get SentencePiece's marker when they do not begin with it.</summary>
internal enum PrependScheme
{
    Never,
    First,
    Always,
}
