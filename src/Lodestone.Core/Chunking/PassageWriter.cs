using Lodestone.Encoders;

namespace Lodestone.Chunking;

/// <summary>Turns stretches of one document into passages, each of which fits.</summary>
internal sealed class PassageWriter(InputTokenizer tokenizer, Document document, HeadingTrail trail, int maxPrefix, int maxTokens)
{
    private readonly int _room = maxTokens - tokenizer.SpecialTokens;
    private readonly List<Passage> _passages = [];
    private string _joined = "";
    private PassagePrefix? _prefix;

    public IReadOnlyList<Passage> Passages => _passages;

    /// <summary>Tokens of the longest prefix that passages of the section at a place have.</summary>
    public int PrefixTokens(int place)
    {
        trail.MoveTo(place);
        return Prefix(int.MaxValue).Tokens;
    }

    /// <summary>Adds the whole document if it fits.</summary>
    /// <param name="length">How much of the text there is to add: all of it, or nothing when it is blank.</param>
    public bool TryAddWhole(int length)
    {
        var passage = Make(0, length);
        if (passage.TokenIds.Length > _room && length > 0)
            return false;
        _passages.Add(passage);
        return true;
    }

    /// <summary>Adds a stretch, in halves when by itself it has more tokens than within the text; nothing when it is blank.</summary>
    public void Add(int start, int end)
    {
        // A neighbour that was halved may begin after the sentences that were to be shared with it.
        if (_passages is [.., var last] && start <= last.Range.Start)
            start = last.Range.End;
        if (BlankText.IsBlank(document.Text[start..end]))
            return;
        var passage = Make(start, end);
        var middle = passage.TokenIds.Length <= _room ? start : Middle(passage.Range);
        if (middle <= passage.Range.Start)
        {
            _passages.Add(passage);
            return;
        }

        Add(start, middle);
        Add(middle, end);
    }

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
            (_prefix, _joined) = (PassagePrefix.Of(document.Title, headings, tokenizer.Tokenizer, maxPrefix), joined);
        return _prefix;
    }

    /// <summary>A place in the middle half of a stretch, after white space if there is some.</summary>
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

/// <summary>How a bi-encoder counts: which tokens a document is for it, and how many it reads.</summary>
/// <param name="Tokenizer">Tokens of a text by itself.</param>
/// <param name="Encode">Token ids of a whole input, the prompt before it included.</param>
/// <param name="MaxTokens">Tokens of an input, special ones included.</param>
internal sealed record InputTokenizer(Tokenizer Tokenizer, Func<string, ReadOnlyMemory<int>> Encode, int MaxTokens)
{
    public int SpecialTokens => Tokenizer.SpecialTokens;

    public static InputTokenizer Of(BiEncoder encoder)
    {
        ArgumentNullException.ThrowIfNull(encoder);
        return new InputTokenizer(encoder.Tokenizer, text => encoder.Tokenize(text, EmbeddingRole.Document), encoder.MaxTokens);
    }
}

/// <summary>What goes before a passage's text so that it can be understood by itself: the title, and the headings above.</summary>
/// <param name="Text">Title and headings, cut to the room they have.</param>
/// <param name="Tokens">Its tokens.</param>
/// <param name="Dropped">Tokens that were cut off.</param>
internal sealed record PassagePrefix(string Text, int Tokens, int Dropped)
{
    public static PassagePrefix None { get; } = new("", 0, 0);

    /// <summary>Joins title and headings, and cuts them at the end of a word where they have more tokens than they may.</summary>
    public static PassagePrefix Of(string title, IEnumerable<string> headings, Tokenizer tokenizer, int maxTokens)
    {
        var text = string.Join(' ', headings.Prepend(title.Trim()).Where(t => !BlankText.IsBlank(t)));
        if (text.Length == 0)
            return None;
        var tokens = tokenizer.Encode(text);
        if (tokens.Count <= maxTokens)
            return new PassagePrefix(text, tokens.Count, 0);
        var offsets = tokens.Offsets.Span;
        var kept = maxTokens;
        // Where the first token left out begins a word, the one before it has ended.
        while (kept > maxTokens / 2 && !char.IsWhiteSpace(text[Math.Max(0, offsets[kept].Start - 1)]))
            kept--;
        if (kept == maxTokens / 2)
            kept = maxTokens;
        var end = Math.Min(offsets[kept].Start, kept * TextParts.CharactersPerToken);
        return new PassagePrefix(text[..ChunkBoundary.AtOrBefore(text, end, -1)].TrimEnd(), kept, tokens.Count - kept);
    }

    /// <summary>The prefix and a text, joined by a space.</summary>
    public string Before(string text) => Text.Length == 0 ? text : text.Length == 0 ? Text : $"{Text} {text}";
}
