namespace Lodestone.Chunking;

/// <summary>A text as sentences, lines and paragraphs, read forward once.</summary>
/// <remarks>Sentences that go on for long are cut, at white space where there is some, so that no unit is longer than a limit.</remarks>
internal ref struct TextUnits(ReadOnlySpan<char> text, ReadOnlySpan<int> sections)
{
    /// <summary>Characters of a unit at most.</summary>
    public const int Longest = 8_192;

    private readonly ReadOnlySpan<char> _text = text;
    private ReadOnlySpan<int> _sections = sections;
    private BreakStrength _next = BreakStrength.Paragraph;

    public int Start { get; private set; }

    public int End { get; private set; }

    /// <summary>How good a place the start is.</summary>
    public BreakStrength Break { get; private set; }

    public bool MoveNext()
    {
        if (End == _text.Length)
            return false;
        (Start, Break) = (End, _next);
        var heads = !_sections.IsEmpty && _sections[0] == Start;
        if (heads)
        {
            Break = BreakStrength.Heading;
            while (!_sections.IsEmpty && _sections[0] == Start)
                _sections = _sections[1..];
        }

        var limit = Math.Min(_sections.IsEmpty ? _text.Length : _sections[0], Start + Longest);
        (End, _next) = FindEnd(limit);
        if (End == limit && limit < _text.Length && (_sections.IsEmpty || limit != _sections[0]))
            (End, _next) = Cut(limit);
        // A heading is kept with what it is the heading of.
        if (heads && _next > BreakStrength.Word)
            _next = BreakStrength.Word;
        return true;
    }

    private readonly (int End, BreakStrength Next) FindEnd(int limit)
    {
        for (var at = Start; at < limit; at++)
        {
            var character = _text[at];
            if (IsNewLine(character))
                return Skip(at, limit, BreakStrength.Line);
            if (SentenceEnd.IsMark(character) && SentenceEnd.After(_text[..limit], at, Start) is > 0 and var end)
                return Skip(end, limit, BreakStrength.Sentence);
        }

        return (limit, BreakStrength.Word);
    }

    /// <summary>Takes the white space that follows; an empty line in it makes a paragraph.</summary>
    private readonly (int End, BreakStrength Next) Skip(int at, int limit, BreakStrength strength)
    {
        var lines = 0;
        for (; at < limit && char.IsWhiteSpace(_text[at]); at++)
            lines += IsNewLine(_text[at]) && !(_text[at] == '\n' && at > 0 && _text[at - 1] == '\r') ? 1 : 0;
        return (at, lines > 1 ? BreakStrength.Paragraph : strength);
    }

    private readonly (int End, BreakStrength Next) Cut(int limit)
    {
        var space = _text[(Start + 1)..limit].LastIndexOfAny(" \t\u00A0\u3000");
        return space > 0
            ? (Start + space + 2, BreakStrength.Word)
            : (ChunkBoundary.AtOrBefore(_text, limit, Start), BreakStrength.Anywhere);
    }

    private static bool IsNewLine(char character) => character is '\n' or '\r' or '\u2028' or '\u2029' or '\u0085' or '\f';
}
