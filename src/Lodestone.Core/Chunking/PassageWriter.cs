namespace Lodestone.Chunking;

/// <summary>Turns ranges of one document into passages, each of which fits the encoder.</summary>
internal sealed class PassageWriter(InputTokenizer tokenizer, Document document, HeadingTrail trail, int maxPrefix, int maxTokens)
{
    private readonly int _room = maxTokens - tokenizer.SpecialTokens;
    private readonly List<Passage> _passages = [];
    private string _joined = "";
    private PassagePrefix? _prefix;

    public IReadOnlyList<Passage> Passages => _passages;

    /// <summary>The tokens of the longest prefix of passages in the section at a position.</summary>
    public int PrefixTokens(int place)
    {
        trail.MoveTo(place);
        return Prefix(int.MaxValue).Tokens;
    }

    /// <summary>Adds the whole document if it fits.</summary>
    /// <param name="length">The length of text to add: all of it, or 0 when it is blank.</param>
    public bool TryAddWhole(int length)
    {
        var passage = Make(0, length);
        if (Tokens(passage) > _room && length > 0)
            return false;
        _passages.Add(passage);
        return true;
    }

    /// <summary>Adds a range; halves it when it has more tokens alone than in its context; skips it when it is blank.</summary>
    public void Add(int start, int end)
    {
        // A halved neighbour may begin after the sentences that this passage was to share with it.
        if (_passages is [.., var last] && start <= last.Range.Start)
            start = last.Range.End;
        if (Document.IsBlank(document.Text[start..end]))
            return;
        var passage = Make(start, end);
        var middle = Tokens(passage) <= _room ? start : Middle(passage.Range);
        if (middle <= passage.Range.Start)
        {
            _passages.Add(passage);
            return;
        }

        Add(start, middle);
        Add(middle, end);
    }

    /// <summary>Adds a range whatever its size; skips it when it is blank.</summary>
    public void AddAsIs(int start, int end)
    {
        if (!Document.IsBlank(document.Text[start..end]))
            _passages.Add(Make(start, end));
    }

    private int Tokens(Passage passage) => tokenizer.Count(passage.Input, passage.TokenIds);

    private Passage Make(int start, int end)
    {
        var text = document.Text.AsSpan(start, end - start);
        var first = start + text.Length - text.TrimStart().Length;
        var range = new TextRange(first, Math.Max(first, start + text.TrimEnd().Length));
        trail.MoveTo(range.Start);
        var prefix = Prefix(start);
        var input = prefix.Before(document.Text[range.Start..range.End]);
        return new Passage
        {
            Ordinal = _passages.Count,
            Range = range,
            Heading = string.Join(" > ", trail.Above(int.MaxValue)),
            Input = input,
            TokenIds = tokenizer.Encode(input),
            DroppedPrefixTokens = prefix.Dropped,
        };
    }

    private PassagePrefix Prefix(int place)
    {
        var headings = trail.Above(place).ToArray();
        var joined = string.Join('\n', headings);
        if (_prefix is null || joined != _joined)
            (_prefix, _joined) = (PassagePrefix.Of(document.Title, headings, tokenizer, maxPrefix), joined);
        return _prefix;
    }

    /// <summary>A position in the middle half of a range, after white space if possible.</summary>
    private int Middle(TextRange range)
    {
        var quarter = (range.End - range.Start) / 4;
        var half = document.Text.AsSpan(range.Start + quarter, range.End - range.Start - 2 * quarter);
        for (int near = half.Length / 2, far = 0; near - far > 0; far++)
        {
            if (char.IsWhiteSpace(half[near - far]))
                return range.Start + quarter + near - far + 1;
            if (char.IsWhiteSpace(half[near + far]))
                return range.Start + quarter + near + far + 1;
        }

        return ChunkBoundary.AtOrBefore(document.Text, (range.Start + range.End) / 2, range.Start);
    }
}

/// <summary>The prefix that makes a passage understandable out of context: the title, and the headings above.</summary>
/// <param name="Text">Title and headings, truncated to their room.</param>
/// <param name="Tokens">The number of its tokens.</param>
/// <param name="Dropped">The number of tokens that were cut off.</param>
internal sealed record PassagePrefix(string Text, int Tokens, int Dropped)
{
    public static PassagePrefix None { get; } = new("", 0, 0);

    /// <summary>Joins title and headings, and truncates them at the end of a word when they exceed the limit.</summary>
    public static PassagePrefix Of(string title, IEnumerable<string> headings, InputTokenizer tokenizer, int maxTokens)
    {
        var text = string.Join(' ', headings.Prepend(title.Trim()).Where(t => !Document.IsBlank(t)));
        if (text.Length == 0)
            return None;
        var offsets = tokenizer.Locate(text).Span;
        if (offsets.Length <= maxTokens)
            return new PassagePrefix(text, offsets.Length, 0);
        var kept = maxTokens;
        // A dropped token that begins a word shows that the token before it ended one.
        while (kept > maxTokens / 2 && !char.IsWhiteSpace(text[Math.Max(0, offsets[kept].Start - 1)]))
            kept--;
        if (kept == maxTokens / 2)
            kept = maxTokens;
        var end = Math.Min(offsets[kept].Start, kept * TextParts.CharactersPerToken);
        return new PassagePrefix(text[..ChunkBoundary.AtOrBefore(text, end, -1)].TrimEnd(), kept, offsets.Length - kept);
    }

    /// <summary>The prefix and a text, joined by a space.</summary>
    public string Before(string text) => Text.Length == 0 ? text : text.Length == 0 ? Text : $"{Text} {text}";
}
