using Lodestone.Encoders.Tokenizers.Text;
using Lodestone.Encoders.Tokenizers.Unicode;

namespace Lodestone.Encoders.Tokenizers.PreTokenizers;

/// <summary>GPT-2's words: an optional space with letters, digits or other characters; English contractions; runs of white space.</summary>
/// <remarks>
/// A scanner for the pattern <c>'s|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+</c>, which is the same for every
/// model; a regular expression engine for it would cost a process start several milliseconds. The model handles the bytes.
/// </remarks>
internal sealed class ByteLevelStage(bool addPrefixSpace, bool usePattern) : TokenizerStep
{
    private const CharClass Kinds = CharClass.Letter | CharClass.Number | CharClass.WhiteSpace;

    public override void Apply(TokenBuffer buffer)
    {
        if (addPrefixSpace)
            ContinuationMarker.Apply(buffer, ' ', onlyAtTextStart: false);
        if (!usePattern)
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
            for (int i = piece.Start, next; i < piece.End; i = next)
            {
                next = i + NextWord(text[i..piece.End]);
                buffer.AddPiece(i, next);
            }
        }
        buffer.EndPieces();
    }

    private static int NextWord(ReadOnlySpan<char> text)
    {
        if (text[0] == '\'' && Contraction(text[1..]) is var length and > 0)
            return length;
        var kind = KindAt(text, 0, out var width);
        if (kind != CharClass.WhiteSpace)
            return RunOf(text, width, kind);
        if (text[0] == ' ' && text.Length > 1 && KindAt(text, 1, out width) is var after and not CharClass.WhiteSpace)
            return RunOf(text, 1 + width, after);

        // White space up to the end of the text is one word. Before a word, its last character is left out, so that a space joins that
        // word.
        var end = RunOf(text, 1, CharClass.WhiteSpace);
        return end == text.Length || end == 1 ? end : end - 1;
    }

    private static int Contraction(ReadOnlySpan<char> text)
    {
        if (!text.IsEmpty && text[0] is 's' or 't' or 'm' or 'd')
            return 2;
        return text.StartsWith("re", StringComparison.Ordinal) || text.StartsWith("ve", StringComparison.Ordinal)
            || text.StartsWith("ll", StringComparison.Ordinal) ? 3 : 0;
    }

    private static int RunOf(ReadOnlySpan<char> text, int position, CharClass kind)
    {
        while (position < text.Length && KindAt(text, position, out var width) == kind)
            position += width;
        return position;
    }

    private static CharClass KindAt(ReadOnlySpan<char> text, int index, out int width) =>
        CharClasses.Of(CharClasses.Read(text, index, out width)) & Kinds;
}
