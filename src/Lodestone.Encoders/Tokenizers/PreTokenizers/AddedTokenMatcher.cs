using System.Buffers;
using Lodestone.Encoders.Tokenizers.Unicode;

namespace Lodestone.Encoders.Tokenizers.PreTokenizers;

/// <summary>Finds added tokens in a text: the leftmost one, and the longest of several with the same start.</summary>
internal sealed class AddedTokenMatcher
{
    private readonly SearchValues<char> _firstCharacters;

    // Sorted by first character, then longest first, so that the first match is the right one.
    private readonly Pattern[] _patterns;

    private AddedTokenMatcher(Pattern[] patterns)
    {
        _patterns = patterns;
        Array.Sort(_patterns, static (a, b) => a.Text[0] != b.Text[0] ? a.Text[0] - b.Text[0] : b.Text.Length - a.Text.Length);
        var first = new char[patterns.Length];
        for (var i = 0; i < first.Length; i++)
            first[i] = patterns[i].Text[0];
        _firstCharacters = SearchValues.Create(first);
    }

    /// <summary>The text to search for, which is normalized for some tokens, and its token.</summary>
    public sealed record Pattern(string Text, AddedToken Token);

    /// <summary>Creates a matcher for these patterns; null when the list is empty.</summary>
    public static AddedTokenMatcher? Create(List<Pattern> patterns)
    {
        patterns.RemoveAll(static pattern => pattern.Text.Length == 0);
        return patterns.Count == 0 ? null : new AddedTokenMatcher([.. patterns]);
    }

    /// <summary>Iterates over the added tokens of one text.</summary>
    public ref struct Matches(AddedTokenMatcher matcher, ReadOnlySpan<char> text)
    {
        private readonly ReadOnlySpan<char> _text = text;
        private int _position, _taken;

        /// <summary>Finds the next token and its range, including the white space that belongs to it.</summary>
        public bool Next(out int start, out int end, out int id)
        {
            while (_position < _text.Length)
            {
                var offset = _text[_position..].IndexOfAny(matcher._firstCharacters);
                if (offset < 0)
                    break;
                start = _position + offset;
                if (!matcher.TryMatch(_text[start..], out var length, out var token))
                {
                    _position = start + 1;
                    continue;
                }
                _position = end = start + length;
                if (token.SingleWord && (EndsWithWord(_text[..start]) || StartsWithWord(_text[end..])))
                    continue;
                if (token.TakesLeft)
                    start = Math.Max(_taken, _text[..start].TrimEnd().Length);
                if (token.TakesRight)
                    end = _text.Length - _text[end..].TrimStart().Length;
                _taken = end;
                _position = end;
                id = token.Id;
                return true;
            }
            start = end = id = 0;
            return false;
        }

        private static bool StartsWithWord(ReadOnlySpan<char> text) =>
            System.Text.Rune.DecodeFromUtf16(text, out var rune, out _) == OperationStatus.Done
            && CharClasses.Of(rune.Value).HasFlag(CharClass.Word);

        private static bool EndsWithWord(ReadOnlySpan<char> text) =>
            System.Text.Rune.DecodeLastFromUtf16(text, out var rune, out _) == OperationStatus.Done
            && CharClasses.Of(rune.Value).HasFlag(CharClass.Word);
    }

    private bool TryMatch(ReadOnlySpan<char> text, out int length, out AddedToken token)
    {
        int low = 0, high = _patterns.Length;
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (_patterns[middle].Text[0] < text[0])
                low = middle + 1;
            else
                high = middle;
        }
        for (; low < _patterns.Length && _patterns[low].Text[0] == text[0]; low++)
        {
            if (!text.StartsWith(_patterns[low].Text, StringComparison.Ordinal))
                continue;
            (length, token) = (_patterns[low].Text.Length, _patterns[low].Token);
            return true;
        }
        (length, token) = (0, null!);
        return false;
    }
}

/// <summary>A token that is recognised as a whole before all other steps, such as <c>[MASK]</c>.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Content">Its text.</param>
/// <param name="SingleWord">Whether it matches only where no word character is next to it.</param>
/// <param name="TakesLeft">Whether it includes the white space before it.</param>
/// <param name="TakesRight">Whether it includes the white space after it.</param>
/// <param name="Normalized">Whether it is matched in the normalized text instead of the original.</param>
internal sealed record AddedToken(int Id, string Content, bool SingleWord, bool TakesLeft, bool TakesRight, bool Normalized);
