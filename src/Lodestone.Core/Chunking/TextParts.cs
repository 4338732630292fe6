using Lodestone.Encoders;

namespace Lodestone.Chunking;

/// <summary>Takes a text into parts and counts the tokens of each, every stretch of the text tokenised once.</summary>
/// <remarks>
/// A block of sentences is tokenised at a time, so that working memory does not grow with the text. What is counted are marks: one at each
/// token's start, and one wherever none came for a while, since a tokenizer may make one token of a megabyte without spaces and none of a
/// megabyte of control characters.
/// </remarks>
internal sealed class TextParts(Tokenizer tokenizer, string text, int largest, CancellationToken cancellationToken)
{
    /// <summary>Characters that count as a token at least. English has 4 to 5 a token.</summary>
    public const int CharactersPerToken = 32;

    private const int Block = 2 * TextUnits.Longest;

    private readonly List<TextPart> _parts = [];
    private readonly List<TextPart> _units = [];
    private readonly List<int> _marks = [];

    /// <summary>Reads a text.</summary>
    /// <param name="tokenizer">Counts its tokens.</param>
    /// <param name="text">The text.</param>
    /// <param name="sections">Where its sections begin, in rising order.</param>
    /// <param name="largest">Tokens of a part at most, as nearly as characters can be kept whole. Longer sentences are taken apart.</param>
    /// <param name="cancellationToken">Stops between blocks.</param>
    public static List<TextPart> Read(
        Tokenizer tokenizer, string text, ReadOnlySpan<int> sections, int largest, CancellationToken cancellationToken)
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
        Mark(start, end, tokenizer.Encode(text[start..end]).Offsets.Span);
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

    /// <summary>Takes a unit into even parts, at white space where there is some near.</summary>
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

/// <summary>A part of a text that is not split further. The parts of a text lie end to end.</summary>
/// <param name="Start">Its first character.</param>
/// <param name="End">After its last, the white space that follows it included.</param>
/// <param name="Tokens">Its weight: its tokens, or more where a token is very long.</param>
/// <param name="Break">How good a place its start is.</param>
internal readonly record struct TextPart(int Start, int End, int Tokens, BreakStrength Break);

/// <summary>The headings that a place in a document stands under. Places are asked for in rising order.</summary>
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
                throw new ArgumentException(
                    $"Heading {i} of document '{document.Id}' starts at {start}; its text has {document.Text.Length} characters, and " +
                    "headings are in rising order. Give the index of the heading's first character.",
                    nameof(document));
            }

            Starts[i] = LineStart(document.Text, start);
        }
    }

    /// <summary>Where sections begin: at their headings, the marks before them in the line included.</summary>
    public int[] Starts { get; }

    /// <summary>Goes on to a place.</summary>
    public void MoveTo(int place)
    {
        for (; _next < Starts.Length && Starts[_next] <= place; _next++)
        {
            var heading = _document.Headings[_next];
            _trail.RemoveAll(h => h.Heading.Level >= heading.Level);
            _trail.Add((Starts[_next], heading));
        }
    }

    /// <summary>The words of the headings above that begin before a place, outermost first; not one that only repeats the title.</summary>
    public IEnumerable<string> Above(int place) => _trail
        .Where(h => h.Start < place && !string.IsNullOrWhiteSpace(h.Heading.Text) && h.Heading.Text != _document.Title)
        .Select(h => h.Heading.Text.Trim());

    private static int LineStart(string text, int start)
    {
        // A line's marks are few; a heading in the midst of a line stays there.
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
