using Lodestone.Encoders.Tokenizers.Text;

namespace Lodestone.Encoders.Tokenizers.Models;

/// <summary>WordPiece: the longest token that starts the word, then the longest continuation, and so on (Schuster 2012).</summary>
internal sealed class WordPieceModel(TokenTable vocabulary, int unknownId, string continuation, int maximumWord) : TokenModel
{
    private readonly uint _continuationSeed = TokenTable.Roll(TokenTable.Seed, continuation);

    public override void Tokenize(TokenBuffer buffer, int start, int end)
    {
        ReadOnlySpan<char> text = buffer.Chars;
        // The limit counts code points, so a word may have up to twice as many UTF-16 characters.
        if (end - start > maximumWord && CountCodePoints(text[start..end]) > maximumWord)
        {
            buffer.Emit(unknownId, start, end);
            return;
        }

        Span<uint> hashes = stackalloc uint[64];
        var before = buffer.Count;
        for (var position = start; position < end;)
        {
            var isContinuation = position > start;
            var skipped = isContinuation ? continuation.Length : 0;
            var longest = Math.Min(end - position, vocabulary.LongestToken - skipped);
            if (longest > hashes.Length)
                hashes = new uint[longest];     // only vocabularies with tokens of over 64 characters
            var hash = isContinuation ? _continuationSeed : TokenTable.Seed;
            for (var i = 0; i < longest; i++)
                hashes[i] = hash = TokenTable.Roll(hash, text[position + i]);

            int id = TokenTable.Missing, length = longest;
            for (; length > 0; length--)
            {
                id = vocabulary.Find(hashes[length - 1], skipped, text.Slice(position, length));
                if (id != TokenTable.Missing)
                    break;
            }
            if (id == TokenTable.Missing)
            {
                buffer.Rewind(before);
                buffer.Emit(unknownId, start, end);
                return;
            }
            buffer.Emit(id, position, position + length);
            position += length;
        }
    }

    private static int CountCodePoints(ReadOnlySpan<char> text)
    {
        var count = text.Length;
        foreach (var c in text)
        {
            if (char.IsLowSurrogate(c))
                count--;
        }
        return count;
    }
}
