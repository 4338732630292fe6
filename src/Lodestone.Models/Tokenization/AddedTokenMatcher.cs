using System.Buffers;

namespace Lodestone.Models;

/// <summary>Finds added tokens in a text: the leftmost one, and of several that start there the longest.</summary>
internal sealed class AddedTokenMatcher
{
    private readonly SearchValues<char> _firstCharacters;
    private readonly Dictionary<char, (string Pattern, AddedToken Token)[]> _byFirst;

    private AddedTokenMatcher(List<(string Pattern, AddedToken Token)> patterns)
    {
        _byFirst = patterns.GroupBy(p => p.Pattern[0]).ToDictionary(g => g.Key, g => g.OrderByDescending(p => p.Pattern.Length).ToArray());
        _firstCharacters = SearchValues.Create(_byFirst.Keys.ToArray());
    }

    /// <summary>A matcher for these patterns, or null when there are none.</summary>
    public static AddedTokenMatcher? Create(IEnumerable<(string Pattern, AddedToken Token)> patterns)
    {
        var present = patterns.Where(p => p.Pattern.Length > 0).ToList();
        return present.Count == 0 ? null : new AddedTokenMatcher(present);
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
        foreach (var (pattern, candidate) in _byFirst[text[0]])
        {
            if (!text.StartsWith(pattern, StringComparison.Ordinal))
                continue;
            (length, token) = (pattern.Length, candidate);
            return true;
        }
        (length, token) = (0, null!);
        return false;
    }
}
