namespace Lodestone.Chunking;

/// <summary>Plans where a run of parts is cut into passages of similar size.</summary>
internal sealed class ChunkPlan
{
    /// <summary>How far a cut may lie from the even position to reach a better boundary, as a share of a passage.</summary>
    private const double Slack = 1.0 / 3;

    private readonly List<TextPart> _parts;
    private readonly int[] _sums;

    public ChunkPlan(List<TextPart> parts)
    {
        _parts = parts;
        _sums = new int[parts.Count + 1];
        for (var i = 0; i < parts.Count; i++)
            _sums[i + 1] = _sums[i] + parts[i].Tokens;
    }

    public int Tokens(int from, int to) => _sums[to] - _sums[from];

    /// <summary>Cuts parts into consecutive ranges of at most <paramref name="room"/> tokens, in order.</summary>
    /// <param name="from">The index of the first part.</param>
    /// <param name="to">The index after the last part.</param>
    /// <param name="room">The maximum tokens of a range.</param>
    /// <param name="overlap">The maximum tokens that neighbours share.</param>
    public IEnumerable<(int From, int To)> Cut(int from, int to, int room, int overlap)
    {
        var (start, cut) = (from, from);
        while (Tokens(start, to) > room)
        {
            // The minimum number of passages, of even size, so that the last one is never an orphan.
            int rest = Tokens(start, to), count = (rest - overlap - 1) / (room - overlap) + 1;
            cut = Choose(start, cut, to, room, (rest + (count - 1) * overlap) / count);
            yield return (start, cut);
            start = BackTo(start, cut, overlap);
        }

        yield return (start, to);
    }

    private int Choose(int start, int last, int to, int room, int ideal)
    {
        var best = Math.Max(start, last) + 1;
        var bestRank = (Strength: int.MinValue, Distance: 0);
        for (var at = best; at < to && Tokens(start, at) <= room; at++)
        {
            var distance = Math.Abs(Tokens(start, at) - ideal);
            var rank = (distance <= ideal * Slack ? (int)_parts[at].Break : -1, -distance);
            if (rank.CompareTo(bestRank) > 0)
                (best, bestRank) = (at, rank);
        }

        return best;
    }

    /// <summary>The first sentence that the next passage repeats; after a paragraph's end nothing is repeated.</summary>
    private int BackTo(int start, int cut, int overlap)
    {
        var begin = cut;
        for (var at = cut; at > start && Tokens(at, cut) <= overlap; at--)
        {
            if (_parts[at].Break >= BreakStrength.Sentence)
                begin = at;
            if (_parts[at].Break >= BreakStrength.Paragraph)
                break;
        }

        return begin;
    }
}

/// <summary>The quality of a boundary as the end of a passage, in ascending order.</summary>
internal enum BreakStrength
{
    Anywhere,
    Word,
    Line,
    Sentence,
    Paragraph,
    Heading,
}
