using System.Buffers;
using Lodestone.Encoders.Tokenizers.Unicode;

namespace Lodestone.Encoders.Tokenizers.PreTokenizers;

/// <summary>Finds added tokens in a text: the leftmost one, and of several that start there the longest.</summary>
internal sealed class AddedTokenMatcher
{
    private readonly SearchValues<char> _firstCharacters;

    // By first character, then the longest first: the first that matches is the one.
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

    /// <summary>The text to look for, which for some tokens is a normalized one, and the token it stands for.</summary>
    public sealed record Pattern(string Text, AddedToken Token);

    /// <summary>A matcher for these patterns, or null when there are none.</summary>
    public static AddedTokenMatcher? Create(List<Pattern> patterns)
    {
        patterns.RemoveAll(static pattern => pattern.Text.Length == 0);
        return patterns.Count == 0 ? null : new AddedTokenMatcher([.. patterns]);
    }

    /// <summary>Walks through the tokens of one text.</summary>
    public ref struct Matches(AddedTokenMatcher matcher, ReadOnlySpan<char> text)
    {
        private readonly ReadOnlySpan<char> _text = text;
        private int _position, _taken;

        /// <summary>The next token and the stretch it covers, with the white space it takes.</summary>
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

/// <summary>A token that is recognised as a whole before any other step, such as <c>[MASK]</c>.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Content">Its text.</param>
/// <param name="SingleWord">Only matched when no word character touches it.</param>
/// <param name="TakesLeft">Takes the white space before it.</param>
/// <param name="TakesRight">Takes the white space after it.</param>
/// <param name="Normalized">Matched in the normalized text instead of the original.</param>
internal sealed record AddedToken(int Id, string Content, bool SingleWord, bool TakesLeft, bool TakesRight, bool Normalized);
