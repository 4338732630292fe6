using System.Text.RegularExpressions;
using Lodestone.Encoders.Tokenizers.Text;
using Lodestone.Encoders.Tokenizers.Unicode;

namespace Lodestone.Encoders.Tokenizers.PreTokenizers;

/// <summary>A pattern of a tokenizer.json: a text to find, or a regular expression.</summary>
/// <remarks>
/// The reference matches code points, .NET matches UTF-16, where a letter outside the first plane is two surrogates and not <c>\p{L}</c>.
/// Such a text is therefore matched through a copy in which each pair is replaced by one character of the same general category.
/// </remarks>
internal sealed class TextPattern
{
    private readonly string? _literal;
    private readonly int _atLeast;
    private readonly Regex? _regex;

    private TextPattern(string? literal, int atLeast, Regex? regex) => (_literal, _atLeast, _regex) = (literal, atLeast, regex);

    public static TextPattern Literal(string text) => new(text, 1, null);

    /// <exception cref="ArgumentException">.NET does not support the syntax of <paramref name="pattern"/>.</exception>
    public static TextPattern Expression(string pattern) =>
        Expression(pattern, TimeSpan.FromMilliseconds(TokenizerBounds.MatchMilliseconds));

    /// <param name="pattern">The expression.</param>
    /// <param name="longestMatch">The time limit for one match.</param>
    /// <exception cref="ArgumentException">.NET does not support the syntax of <paramref name="pattern"/>.</exception>
    internal static TextPattern Expression(string pattern, TimeSpan longestMatch)
    {
        // XLM-R's own pattern, the most frequent one: a regular expression engine would be too much.
        if (pattern == " {2,}")
            return new TextPattern(" ", 2, null);
        const RegexOptions Options = RegexOptions.CultureInvariant;
        try
        {
            return new TextPattern(null, 0, new Regex(pattern, Options | RegexOptions.NonBacktracking, longestMatch));
        }
        catch (NotSupportedException)
        {
            // Lookarounds, atomic groups and patterns that would become very large need the backtracking engine.
            return new TextPattern(null, 0, new Regex(pattern, Options, longestMatch));
        }
    }

    /// <summary>Finds the matches in a text that is part of a buffer's text.</summary>
    /// <exception cref="RegexMatchTimeoutException">
    /// While iterating: one match, or all matches in the buffer's text, exceed their time limit.
    /// </exception>
    public Walk Matches(ReadOnlySpan<char> text, TokenBuffer buffer) => new(this, text, buffer);

    /// <summary>The non-empty matches in one text, in order.</summary>
    public ref struct Walk
    {
        private readonly TextPattern _pattern;
        private readonly ReadOnlySpan<char> _text;
        private readonly TokenBuffer _buffer;
        private int _position;
        private readonly int[]? _places;
        private Regex.ValueMatchEnumerator _matches;

        public Walk(TextPattern pattern, ReadOnlySpan<char> text, TokenBuffer buffer)
        {
            _pattern = pattern;
            _buffer = buffer;
            _text = text;
            if (pattern._regex == null)
                return;
            if (text.ContainsAnyInRange('\uD800', '\uDFFF'))
                (text, _places) = FirstPlane.Copy(text);
            _matches = pattern._regex.EnumerateMatches(text);
        }

        public bool Next(out int start, out int end)
        {
            if (_pattern._literal != null)
                return NextLiteral(_pattern._literal, out start, out end);
            while (_matches.MoveNext())
            {
                _buffer.ThrowIfOutOfTime();
                start = _matches.Current.Index;
                end = start + _matches.Current.Length;
                if (_places != null)
                    (start, end) = (_places[start], _places[end]);
                if (end > start)
                    return true;
            }
            start = end = 0;
            return false;
        }

        private bool NextLiteral(string literal, out int start, out int end)
        {
            start = end = 0;
            while (_position < _text.Length && literal.Length > 0)
            {
                var offset = _text[_position..].IndexOf(literal, StringComparison.Ordinal);
                if (offset < 0)
                    break;
                start = _position + offset;
                end = start + literal.Length;
                while (_pattern._atLeast > 1 && _text[end..].StartsWith(literal, StringComparison.Ordinal))
                    end += literal.Length;
                _position = end;
                if (end - start >= literal.Length * _pattern._atLeast)
                    return true;
            }
            _position = _text.Length;
            return false;
        }
    }
}
