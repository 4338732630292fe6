using System.Buffers;
using System.Globalization;
using System.Text;
using Lodestone.Reading;

namespace Lodestone.Encoders.Explaining;

/// <summary>The parts of a passage that a model reads, and the passage without each of them, as token ids.</summary>
/// <remarks>Left out are the tokens of a part, so the others are those of the whole passage.</remarks>
internal sealed class Ablation
{
    private readonly ReadOnlyMemory<int> _ids;

    // The tokens of each part, and the first token behind the prompt.
    private readonly List<Range> _tokens;
    private readonly int _first;

    /// <summary>Decides the parts of a passage.</summary>
    /// <param name="ids">The token ids that the model reads of prompt and passage.</param>
    /// <param name="offsets">The range of each token in prompt and passage.</param>
    /// <param name="prompt">The prompt.</param>
    /// <param name="passage">The passage.</param>
    /// <param name="options">The kind, the range and the number of parts.</param>
    public Ablation(
        ReadOnlyMemory<int> ids, ReadOnlySpan<TextRange> offsets, string prompt, string passage, ExplainOptions options)
    {
        _ids = ids;
        int[] starts = [.. offsets.ToArray().Select(o => o.Start - prompt.Length)];
        _first = starts.Count(s => s < 0);
        Read = _first == starts.Length ? default : new TextRange(starts[_first], offsets[^1].End - prompt.Length);
        Unit = options.Unit ?? ExplainedUnit.Words;
        var parts = Find(Unit);
        // One sentence alone says nothing: its words, some of them joined, say more.
        if (options.Unit is null && parts.Count > options.MaxParts && Find(ExplainedUnit.Sentences) is { Count: > 1 } sentences)
            (Unit, parts) = (ExplainedUnit.Sentences, sentences);

        Joined = parts.Count > options.MaxParts;
        if (Joined)
            parts = Join(parts, options.MaxParts);
        Parts = parts;
        _tokens = [.. parts.Select(p => TokensFrom(p.Start)..TokensFrom(p.End))];

        int TokensFrom(int place)
        {
            var index = Array.BinarySearch(starts, place);
            for (index = index < 0 ? ~index : index; index > 0 && starts[index - 1] >= place; index--)
            {
            }

            return index;
        }

        // A part that the model does not read, because it is cut off or has no tokens, cannot be left out.
        List<TextRange> Find(ExplainedUnit unit) =>
        [
            .. (unit == ExplainedUnit.Words ? Words(passage) : Sentences(passage))
                .Where(p => options.Within is not { } within || p.Start >= within.Start && p.Start < within.End)
                .Where(p => TokensFrom(p.Start) < TokensFrom(p.End)),
        ];
    }

    public ExplainedUnit Unit { get; }

    /// <summary>The parts, in the passage's order.</summary>
    public IReadOnlyList<TextRange> Parts { get; }

    public bool Joined { get; }

    /// <summary>The range of the passage that the model reads.</summary>
    public TextRange Read { get; }

    /// <summary>Whether there is a passage to read.</summary>
    public bool IsBlank => _first == _ids.Length;

    /// <summary>The passage whole, then without each part; empty where nothing of the passage is left.</summary>
    public IReadOnlyList<ReadOnlyMemory<int>> Variants => IsBlank ? [] : [_ids, .. _tokens.Select(Without)];

    /// <summary>The explanation, from the scores of <see cref="Variants"/>; null where nothing was left.</summary>
    public Explanation Explain(string model, IReadOnlyList<float?> scores) => new()
    {
        Model = model,
        Score = IsBlank ? null : scores[0],
        Unit = Unit,
        Parts = [.. Parts.Select((part, index) => new ExplainedPart(part, scores[0] - scores[index + 1]))],
        Joined = Joined,
        Read = Read,
        Runs = scores.Count(s => s is not null),
    };

    private ReadOnlyMemory<int> Without(Range tokens)
    {
        int[] left = [.. _ids.Span[..tokens.Start], .. _ids.Span[tokens.End..]];
        return left.Length > _first ? left : ReadOnlyMemory<int>.Empty;
    }

    private static List<TextRange> Join(List<TextRange> parts, int most)
    {
        var joined = new List<TextRange>(most);
        for (var index = 0; index < most; index++)
        {
            // The groups share the parts evenly.
            var (first, next) = ((int)((long)index * parts.Count / most), (int)((long)(index + 1) * parts.Count / most));
            joined.Add(new TextRange(parts[first].Start, parts[next - 1].End));
        }

        return joined;
    }

    /// <summary>Letters, digits and their marks in a row; an apostrophe, a dot or a hyphen between two of them does not separate.</summary>
    private static IEnumerable<TextRange> Words(string text)
    {
        var start = -1;
        for (var at = 0; at < text.Length;)
        {
            Rune.DecodeFromUtf16(text.AsSpan(at), out var rune, out var length);
            if (IsIdeograph(rune))
            {
                if (start >= 0)
                    yield return new TextRange(start, at);
                yield return new TextRange(at, at + length);
                start = -1;
            }
            else if (IsOfWord(rune))
            {
                if (start < 0)
                    start = at;
            }
            else if (start >= 0 && !IsBetween(text, at))
            {
                yield return new TextRange(start, at);
                start = -1;
            }

            at += length;
        }

        if (start >= 0)
            yield return new TextRange(start, text.Length);
    }

    private static IEnumerable<TextRange> Sentences(string text)
    {
        var start = 0;
        for (var at = 0; at < text.Length; at++)
        {
            var end = text[at] is '\n' or '\r' ? at : SentenceEnd.IsMark(text[at]) ? SentenceEnd.After(text, at, start) : 0;
            if (end == 0)
                continue;
            if (!string.IsNullOrWhiteSpace(text[start..end]))
                yield return Trimmed(text, start, end);
            start = Math.Max(end, at + 1);
            at = start - 1;
        }

        if (!string.IsNullOrWhiteSpace(text[start..]))
            yield return Trimmed(text, start, text.Length);
    }

    private static TextRange Trimmed(string text, int start, int end)
    {
        while (char.IsWhiteSpace(text[start]))
            start++;
        while (char.IsWhiteSpace(text[end - 1]))
            end--;
        return new TextRange(start, end);
    }

    private static bool IsBetween(string text, int at) =>
        text[at] is '\'' or '\u2019' or '.' or '-' or '_' or '\u00AD' or '\u200B' or '\u200C' or '\u200D' &&
        at + 1 < text.Length && Rune.DecodeFromUtf16(text.AsSpan(at + 1), out var next, out _) == OperationStatus.Done &&
        IsOfWord(next);

    private static bool IsOfWord(Rune rune) => Rune.GetUnicodeCategory(rune) is
        UnicodeCategory.UppercaseLetter or UnicodeCategory.LowercaseLetter or UnicodeCategory.TitlecaseLetter or
        UnicodeCategory.ModifierLetter or UnicodeCategory.OtherLetter or UnicodeCategory.DecimalDigitNumber or
        UnicodeCategory.LetterNumber or UnicodeCategory.OtherNumber or UnicodeCategory.NonSpacingMark or
        UnicodeCategory.SpacingCombiningMark or UnicodeCategory.EnclosingMark or UnicodeCategory.CurrencySymbol;

    // Scripts that are written without spaces, and read character by character by most tokenizers.
    private static bool IsIdeograph(Rune rune) => rune.Value is
        >= 0x3040 and <= 0x30FF or >= 0x3400 and <= 0x4DBF or >= 0x4E00 and <= 0x9FFF or >= 0xF900 and <= 0xFAFF or
        >= 0x20000 and <= 0x3FFFF;
}
