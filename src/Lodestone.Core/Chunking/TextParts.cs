namespace Lodestone.Chunking;

/// <summary>Splits a text into parts and counts the tokens of each; every part of the text is tokenised once.</summary>
/// <remarks>
/// One block of sentences is tokenised at a time, so working memory does not grow with the text. Tokens are counted as marks: one at each
/// token's start, and one after every long gap without a token, since a tokenizer may make one token of a megabyte without spaces and
/// none of a megabyte of control characters.
/// </remarks>
internal sealed class TextParts(InputTokenizer tokenizer, string text, int largest, CancellationToken cancellationToken)
{
    /// <summary>The maximum characters that count as one token. English has 4 to 5 a token.</summary>
    public const int CharactersPerToken = 32;

    private const int Block = 2 * TextUnits.Longest;

    private readonly List<TextPart> _parts = [];
    private readonly List<TextPart> _units = [];
    private readonly List<int> _marks = [];

    /// <summary>Splits a text.</summary>
    /// <param name="tokenizer">The tokenizer that counts.</param>
    /// <param name="text">The text.</param>
    /// <param name="sections">The starts of sections, in ascending order.</param>
    /// <param name="largest">The maximum tokens of a part, as far as characters stay whole. Longer sentences are split.</param>
    /// <param name="cancellationToken">Honoured between blocks.</param>
    public static List<TextPart> Read(
        InputTokenizer tokenizer, string text, ReadOnlySpan<int> sections, int largest, CancellationToken cancellationToken)
    {
        var reader = new TextParts(tokenizer, text, Math.Max(1, largest), cancellationToken);
        var units = new TextUnits(text, sections);
        while (units.MoveNext())
        {
            if (reader._units.Count > 0 && units.End - reader._units[0].Start > Block)
                reader.EndBlock();
            reader._units.Add(new TextPart(units.Start, units.End, 0, units.Break));
        }

        reader.EndBlock();
        return reader._parts;
    }

    private void EndBlock()
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (_units.Count == 0)
            return;
        int start = _units[0].Start, end = _units[^1].End;
        Mark(start, end, tokenizer.Locate(text[start..end]).Span);
        var first = 0;
        foreach (var unit in _units)
        {
            var last = first;
            while (last < _marks.Count && _marks[last] < unit.End)
                last++;
            if (last - first <= largest)
                _parts.Add(unit with { Tokens = last - first });
            else
                TakeApart(unit, first, last);
            first = last;
        }

        _units.Clear();
    }

    private void Mark(int start, int end, ReadOnlySpan<TextRange> tokens)
    {
        _marks.Clear();
        var at = start;
        foreach (var token in tokens)
        {
            var next = start + token.Start;
            for (at += CharactersPerToken; at < next; at += CharactersPerToken)
                _marks.Add(at);
            _marks.Add(at = next);
        }

        for (at += CharactersPerToken; at < end; at += CharactersPerToken)
            _marks.Add(at);
    }

    /// <summary>Splits a unit into even parts, at white space where some is near.</summary>
    private void TakeApart(TextPart unit, int first, int last)
    {
        var count = 2 * (last - first) / largest + 1;
        var (start, from, strength) = (unit.Start, first, unit.Break);
        for (var i = 1; i <= count; i++)
        {
            var ideal = first + (int)((long)(last - first) * i / count);
            var (end, next) = i == count ? (unit.End, BreakStrength.Anywhere) : Near(ideal, (last - first) / count / 3, start);
            if (end <= start)
                continue;
            var to = from;
            while (to < last && _marks[to] < end)
                to++;
            _parts.Add(new TextPart(start, end, to - from, strength));
            (start, from, strength) = (end, to, next);
        }
    }

    private (int Place, BreakStrength Strength) Near(int mark, int slack, int start)
    {
        for (var i = mark; i > mark - slack; i--)
        {
            if (_marks[i] > start && char.IsWhiteSpace(text[_marks[i] - 1]))
                return (_marks[i], BreakStrength.Word);
        }

        return (ChunkBoundary.AtOrBefore(text, _marks[mark], start), BreakStrength.Anywhere);
    }
}

/// <summary>A part of a text that is not split further. The parts of a text are contiguous.</summary>
/// <param name="Start">The index of its first character.</param>
/// <param name="End">The index after its last character, including the white space that follows.</param>
/// <param name="Tokens">Its weight: its tokens, or more where a token is very long.</param>
/// <param name="Break">The quality of its start as a boundary.</param>
internal readonly record struct TextPart(int Start, int End, int Tokens, BreakStrength Break);

/// <summary>The headings above a position in a document. Callers ask for positions in ascending order.</summary>
internal sealed class HeadingTrail
{
    private readonly Document _document;
    private readonly List<(int Start, Heading Heading)> _trail = [];
    private int _next;

    public HeadingTrail(Document document)
    {
        _document = document;
        Starts = new int[document.Headings.Count];
        for (var i = 0; i < Starts.Length; i++)
        {
            var start = document.Headings[i].Start;
            if (start < 0 || start > document.Text.Length || (i > 0 && start < document.Headings[i - 1].Start))
            {
                throw new InvalidArgumentException(
                    ErrorCodes.DocumentInvalid,
                    $"Heading {i} of document '{document.Id}' starts at {start}; its text has {document.Text.Length} characters, and " +
                    "headings are in rising order. Give the index of the heading's first character.",
                    nameof(document));
            }

            Starts[i] = LineStart(document.Text, start);
        }
    }

    /// <summary>The starts of sections: those of their headings, including markup before them in the line.</summary>
    public int[] Starts { get; }

    /// <summary>Advances to a position.</summary>
    public void MoveTo(int place)
    {
        for (; _next < Starts.Length && Starts[_next] <= place; _next++)
        {
            var heading = _document.Headings[_next];
            _trail.RemoveAll(h => h.Heading.Level >= heading.Level);
            _trail.Add((Starts[_next], heading));
        }
    }

    /// <summary>The texts of the headings above that begin before a position, outermost first, except one that repeats the title.</summary>
    public IEnumerable<string> Above(int place) => _trail
        .Where(h => h.Start < place && !string.IsNullOrWhiteSpace(h.Heading.Text) && h.Heading.Text != _document.Title)
        .Select(h => h.Heading.Text.Trim());

    private static int LineStart(string text, int start)
    {
        // The markup at a line's start is short; a heading in the middle of a line is not moved.
        for (var at = start; start - at < 16; at--)
        {
            if (at == 0 || text[at - 1] is '\n' or '\r')
                return at;
            if (char.IsLetterOrDigit(text[at - 1]) || char.IsSurrogate(text[at - 1]))
                break;
        }

        return ChunkBoundary.AtOrBefore(text, start, -1);
    }
}
