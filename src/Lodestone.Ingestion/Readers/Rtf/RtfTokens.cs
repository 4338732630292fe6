using System.Globalization;

namespace Lodestone.Ingestion.Readers.Rtf;

/// <summary>Splits a file of Rich Text Format into groups, control words and bytes of text.</summary>
internal ref struct RtfTokens(ReadOnlySpan<byte> content)
{
    private const int MaxName = 32;

    private readonly ReadOnlySpan<byte> _content = content;
    private int _at;

    public RtfToken Kind { get; private set; }

    /// <summary>The name of a control word, or the one character of a control symbol.</summary>
    public ReadOnlySpan<byte> Name { get; private set; }

    /// <summary>The number after a control word; null when it has none.</summary>
    public int? Number { get; private set; }

    /// <summary>A byte of text, written as itself or by its code.</summary>
    public byte Byte { get; private set; }

    public bool Read()
    {
        // Line ends between words are for the eye of those who read the source.
        while (_at < _content.Length && _content[_at] is (byte)'\r' or (byte)'\n' or 0)
            _at++;
        if (_at >= _content.Length)
            return false;
        var c = _content[_at++];
        switch (c)
        {
            case (byte)'{':
                Kind = RtfToken.Begin;
                break;
            case (byte)'}':
                Kind = RtfToken.End;
                break;
            case (byte)'\\' when _at < _content.Length:
                Control();
                break;
            default:
                (Kind, Byte) = (RtfToken.Text, c);
                break;
        }

        return true;
    }

    /// <summary>Passes over bytes that are no text.</summary>
    public void Skip(int bytes) => _at = (int)Math.Min((long)_at + Math.Max(0, bytes), _content.Length);

    private void Control()
    {
        if (char.IsAsciiLetter((char)_content[_at]))
        {
            Word();
            return;
        }

        var symbol = _content[_at++];
        if (symbol == '\'' && _at + 1 < _content.Length &&
            byte.TryParse(_content.Slice(_at, 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var code))
        {
            (Kind, Byte) = (RtfToken.Text, code);
            _at += 2;
        }
        else
        {
            Kind = RtfToken.Symbol;
            Name = _content.Slice(_at - 1, 1);
            Number = null;
        }
    }

    private void Word()
    {
        var start = _at;
        while (_at < _content.Length && _at - start < MaxName && char.IsAsciiLetter((char)_content[_at]))
            _at++;
        Kind = RtfToken.Word;
        Name = _content[start.._at];
        Number = null;
        var digits = _at;
        if (_at < _content.Length && _content[_at] == '-')
            _at++;
        while (_at < _content.Length && _at - digits < MaxName && char.IsAsciiDigit((char)_content[_at]))
            _at++;
        if (int.TryParse(_content[digits.._at], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number))
            Number = number;
        // One space ends a word and is not text.
        if (_at < _content.Length && _content[_at] == ' ')
            _at++;
    }
}

/// <summary>The kind of a token.</summary>
internal enum RtfToken
{
    /// <summary>A group begins.</summary>
    Begin,

    /// <summary>A group ends.</summary>
    End,

    /// <summary>A control word.</summary>
    Word,

    /// <summary>A control symbol.</summary>
    Symbol,

    /// <summary>A byte of text.</summary>
    Text,
}
