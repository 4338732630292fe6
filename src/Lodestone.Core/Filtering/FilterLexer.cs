using System.Globalization;
using System.Text;

namespace Lodestone.Filtering;

/// <summary>Splits a filter's text into tokens.</summary>
internal sealed class FilterLexer(string text)
{
    private static readonly string[] Signs = ["!=", "<=", ">=", "=", "<", ">", "(", ")", ","];
    private int _at;

    public FilterToken Next()
    {
        while (_at < text.Length && char.IsWhiteSpace(text[_at]))
            _at++;
        var start = _at;
        if (start == text.Length)
            return new(FilterTokenKind.End, start, "");
        var c = text[start];
        if (c is '"' or '\'')
            return ReadString(c);
        if (c == '`')
            return ReadName();
        if (c == '@')
            return ReadId();
        if (char.IsAsciiDigit(c) || c is '-' or '+' or '.')
            return ReadNumberOrDate();
        if (FilterText.StartsName(c))
        {
            while (_at < text.Length && FilterText.ContinuesName(text[_at]))
                _at++;
            return new(FilterTokenKind.Word, start, text[start.._at]);
        }

        foreach (var sign in Signs)
        {
            if (!text.AsSpan(start).StartsWith(sign, StringComparison.Ordinal))
                continue;
            _at += sign.Length;
            return new(FilterTokenKind.Sign, start, sign);
        }

        throw new FilterException(ErrorCodes.FilterMalformed, Shown(start), "a field, a value, an operator or a parenthesis", start);
    }

    private FilterToken ReadString(char quote)
    {
        var start = _at++;
        var value = new StringBuilder();
        for (; _at < text.Length; _at++)
        {
            var c = text[_at];
            if (c == quote)
            {
                _at++;
                return new(FilterTokenKind.Literal, start, text[start.._at], value.ToString());
            }

            value.Append(c == '\\' ? ReadEscape() : c);
        }

        throw new FilterException(
            ErrorCodes.FilterMalformed, "the end", $"a closing {quote} for the string that begins at {start}", text.Length);
    }

    // On return the position is at the escape's last character.
    private char ReadEscape()
    {
        var start = _at++;
        switch (_at < text.Length ? text[_at] : '\0')
        {
            case '"' or '\'' or '\\':
                return text[_at];
            case 'n':
                return '\n';
            case 't':
                return '\t';
            case 'r':
                return '\r';
            case 'u' when _at + 4 < text.Length &&
                ushort.TryParse(text.AsSpan(_at + 1, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var code):
                _at += 4;
                return (char)code;
            default:
                throw new FilterException(
                    ErrorCodes.FilterMalformed, Shown(start), "\\\", \\', \\\\, \\n, \\r, \\t or \\u with four hexadecimal digits", start);
        }
    }

    private FilterToken ReadName()
    {
        var start = _at++;
        var name = new StringBuilder();
        for (; _at < text.Length; _at++)
        {
            if (text[_at] == '`')
            {
                if (_at + 1 == text.Length || text[_at + 1] != '`')
                {
                    _at++;
                    return name.Length > 0
                        ? new(FilterTokenKind.Name, start, name.ToString())
                        : throw new FilterException(
                            ErrorCodes.FilterMalformed, "a field without a name", "a name between back quotes", start);
                }

                _at++;
            }

            name.Append(text[_at]);
        }

        throw new FilterException(ErrorCodes.FilterMalformed, "the end", $"a closing ` for the field that begins at {start}", text.Length);
    }

    private FilterToken ReadId()
    {
        var start = _at++;
        while (_at < text.Length && FilterText.ContinuesName(text[_at]))
            _at++;
        return text.AsSpan(start, _at - start).SequenceEqual(Filter.IdField)
            ? new(FilterTokenKind.Name, start, Filter.IdField)
            : throw new FilterException(
                ErrorCodes.FilterMalformed, Shown(start), $"{Filter.IdField}, or a field's name in back quotes", start);
    }

    private FilterToken ReadNumberOrDate()
    {
        var start = _at;
        while (_at < text.Length && (char.IsAsciiLetterOrDigit(text[_at]) || text[_at] is '-' or '+' or '.' or ':'))
            _at++;
        var word = text[start.._at];
        if (FilterDates.TryReadDay(word, out var day))
            return new(FilterTokenKind.Literal, start, word, day);
        if (FilterDates.TryReadMoment(word, out var moment))
            return new(FilterTokenKind.Literal, start, word, moment);
        if (FilterValue.ParseNumber(word) is { } number)
            return new(FilterTokenKind.Literal, start, word, number);
        throw new FilterException(
            ErrorCodes.FilterMalformed,
            $"'{(word.Length > 60 ? word[..60] : word)}'",
            "a finite number such as 12.5, a date such as 2024-05-01, or a string in quotes", start);
    }

    private string Shown(int position) => $"'{text[position..Math.Min(position + 10, text.Length)]}'";
}

/// <summary>A token of a filter's text.</summary>
/// <param name="Kind">The kind of token.</param>
/// <param name="Position">The index of its first character.</param>
/// <param name="Text">The word, sign or name as written, for errors.</param>
/// <param name="Value">The value of a literal.</param>
internal readonly record struct FilterToken(FilterTokenKind Kind, int Position, string Text, FilterValue Value = default)
{
    public bool IsWord(string word) => Kind == FilterTokenKind.Word && Text.Equals(word, StringComparison.OrdinalIgnoreCase);

    public override string ToString() => Kind switch
    {
        FilterTokenKind.End => "the end",
        FilterTokenKind.Name => $"the field `{Text}`",
        _ => Text.Length > 60 ? $"{Text[..60]}..." : Text,
    };
}

/// <summary>The kind of a token of a filter's text.</summary>
internal enum FilterTokenKind
{
    /// <summary>A keyword, or a field's name without quotes.</summary>
    Word,

    /// <summary>A field's name in back quotes.</summary>
    Name,

    /// <summary>A string, number or date.</summary>
    Literal,

    /// <summary>An operator, parenthesis or comma.</summary>
    Sign,

    /// <summary>The end of the text.</summary>
    End,
}
