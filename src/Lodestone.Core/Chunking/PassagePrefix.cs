using Lodestone.Encoders;

namespace Lodestone.Chunking;

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
