using System.Text;
using Lodestone.Encoders.Tokenizers.Text;

namespace Lodestone.Encoders.Tokenizers.Models;

/// <summary>Unigram: splits a piece into the tokens with the highest sum of scores (Kudo 2018), by Viterbi.</summary>
/// <remarks>
/// Ties, the order of additions in double precision, the penalty of an unknown character and the joining of adjacent unknown characters are
/// those of the reference.
/// </remarks>
internal sealed class UnigramModel : TokenModel
{
    // An unknown character costs this much more than the least likely token.
    private const double UnknownPenalty = 10;

    private readonly TokenTable _vocabulary;
    private readonly double[] _scores;
    private readonly int _unknownId;
    private readonly double _unknownScore;
    private readonly int[]? _byteIds;

    public UnigramModel(TokenTable vocabulary, double[] scores, int unknownId, bool byteFallback)
    {
        _vocabulary = vocabulary;
        _scores = scores;
        _unknownId = unknownId;
        _unknownScore = scores.Min() - UnknownPenalty;
        if (!byteFallback)
            return;
        var ids = Enumerable.Range(0, 256).Select(b => vocabulary.Find($"<0x{b:X2}>")).ToArray();
        _byteIds = ids.Contains(TokenTable.Missing) ? null : ids;
    }

    public override void Tokenize(TokenBuffer buffer, int start, int end)
    {
        ReadOnlySpan<char> text = buffer.Chars[start..end];
        var scratch = buffer.Scratch;
        scratch.Reserve(text.Length);
        FindBestPath(text, scratch);
        EmitPath(buffer, scratch, start, text.Length);
    }

    // Afterwards, Ids[i] is the token that ends at i on the best path to i, and Starts[i] is its start.
    private void FindBestPath(ReadOnlySpan<char> text, ModelScratch scratch)
    {
        double[] best = scratch.Scores;
        int[] ids = scratch.Ids, starts = scratch.Starts;
        starts.AsSpan(0, text.Length + 1).Fill(-1);
        best[0] = 0;
        for (int from = 0, width; from < text.Length; from += width)
        {
            width = char.IsHighSurrogate(text[from]) ? 2 : 1;
            var reached = best[from];
            var known = false;
            var hash = TokenTable.Seed;
            var longest = Math.Min(text.Length - from, _vocabulary.LongestToken);
            for (var length = 1; length <= longest; length++)
            {
                hash = TokenTable.Roll(hash, text[from + length - 1]);
                var id = _vocabulary.Find(hash, 0, text.Slice(from, length));
                if (id == TokenTable.Missing)
                    continue;
                known |= length == width;
                Offer(from + length, reached + _scores[id], id, from);
            }
            if (!known)
                Offer(from + width, reached + _unknownScore, _unknownId, from);
        }

        void Offer(int at, double score, int id, int from)
        {
            if (starts[at] >= 0 && score <= best[at])
                return;
            (best[at], ids[at], starts[at]) = (score, id, from);
        }
    }

    private void EmitPath(TokenBuffer buffer, ModelScratch scratch, int origin, int length)
    {
        // Follows the path backwards and reverses each step, then goes forwards.
        int[] starts = scratch.Starts, ids = scratch.Ids, next = scratch.Next;
        for (var at = length; at > 0; at = starts[at])
            next[starts[at]] = at;
        for (var at = 0; at < length;)
        {
            var from = at;
            var id = ids[next[at]];
            at = next[at];
            if (id != _unknownId)
            {
                buffer.Emit(id, origin + from, origin + at);
                continue;
            }
            while (at < length && ids[next[at]] == _unknownId)
                at = next[at];
            EmitUnknown(buffer, origin + from, origin + at);
        }
    }

    private void EmitUnknown(TokenBuffer buffer, int from, int to)
    {
        if (_byteIds == null)
        {
            buffer.Emit(_unknownId, from, to);
            return;
        }
        Span<byte> utf8 = stackalloc byte[4];
        for (var i = from; i < to; i++)
        {
            Rune.DecodeFromUtf16(buffer.Chars[i..to], out var rune, out var width);
            foreach (var b in utf8[..rune.EncodeToUtf8(utf8)])
                buffer.Emit(_byteIds[b], from, to);
            i += width - 1;
        }
    }
}
