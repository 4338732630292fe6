namespace Lodestone.Ingestion.Readers.Code;

/// <summary>Reads code line by line, with comments and texts of several lines told from it.</summary>
internal ref struct CodeLines(string text, CodeSyntax syntax)
{
    private const int TabWidth = 4;

    private readonly ReadOnlySpan<char> _text = text;
    private int _next;
    private int _lead = -1;
    private string? _closing;

    /// <summary>The current line without white space around it.</summary>
    public ReadOnlySpan<char> Words { get; private set; }

    /// <summary>The columns of white space before it.</summary>
    public int Indent { get; private set; }

    /// <summary>The index where the comment and the attributes above the line begin; that of the line when it has none.</summary>
    public int SectionStart { get; private set; }

    /// <summary>Whether the line begins a definition.</summary>
    public bool IsDefinition { get; private set; }

    public bool Read()
    {
        if (_next >= _text.Length)
            return false;
        var start = _next;
        var end = _text[start..].IndexOf('\n') is >= 0 and var length ? start + length : _text.Length;
        _next = end + 1;
        var line = _text[start..end];
        Words = line.Trim();
        Indent = 0;
        foreach (var c in line[..(line.Length - line.TrimStart().Length)])
            Indent += c == '\t' ? TabWidth : 1;
        var isInside = _closing is not null;
        var isLead = Words.Length > 0 && (isInside || syntax.IsLead(Words));
        Follow(line);
        IsDefinition = !isInside && !isLead && syntax.IsDefinition(Words, Indent);
        SectionStart = _lead >= 0 && IsDefinition ? _lead : start;
        if (!isLead)
            _lead = -1;
        else if (_lead < 0)
            _lead = start;
        return true;
    }

    /// <summary>Follows comments and texts from where the line begins to where it ends.</summary>
    private void Follow(ReadOnlySpan<char> line)
    {
        while (!line.IsEmpty)
        {
            if (_closing is not null)
            {
                var end = line.IndexOf(_closing, StringComparison.Ordinal);
                if (end < 0)
                    return;
                line = line[(end + _closing.Length)..];
                _closing = null;
                continue;
            }

            var next = line.IndexOfAny(syntax.Openers);
            if (next < 0)
                return;
            line = line[next..];
            if (syntax.IsLineComment(line))
                return;
            _closing = syntax.Closing(line, out var opening);
            line = _closing is not null ? line[opening..] : line[0] is '"' or '\'' ? AfterText(line) : line[1..];
        }
    }

    private static ReadOnlySpan<char> AfterText(ReadOnlySpan<char> line)
    {
        for (var at = 1; at < line.Length; at++)
        {
            if (line[at] == line[0])
                return line[(at + 1)..];
            if (line[at] == '\\')
                at++;
        }

        return [];
    }
}
