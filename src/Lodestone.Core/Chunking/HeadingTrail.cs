namespace Lodestone.Chunking;

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
                throw new InvalidArgumentException(
                    ErrorCodes.DocumentInvalid,
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
