using System.Text;

namespace Lodestone.Ingestion.Readers.Csv;

/// <summary>Splits a text into records and values as RFC 4180 specifies, including quotes, and line ends within quotes.</summary>
/// <remarks>
/// A quote inside an unquoted value is a literal quote. A record over the limit is skipped without being buffered.
/// </remarks>
internal sealed class CsvRecords(TextReader text, int maxLength)
{
    private readonly char[] _buffer = new char[32 * 1024];
    private readonly StringBuilder _value = new();
    private int _at;
    private int _end;
    private long _line = 1;
    private bool _afterReturn;
    private bool _valueQuoted;

    /// <summary>The separator of values.</summary>
    public char Delimiter { get; set; } = ',';

    /// <summary>The line on which the record read last begins, from 1.</summary>
    public long Line { get; private set; }

    /// <summary>Whether the record read last was too long; its values are then incomplete.</summary>
    public bool TooLong { get; private set; }

    /// <summary>Whether the file ended within quotes in the record read last.</summary>
    public bool Unclosed { get; private set; }

    /// <summary>For each value of the record read last, whether it was in quotes.</summary>
    public List<bool> Quoted { get; private set; } = [];

    /// <summary>Returns the first characters without consuming them.</summary>
    public async ValueTask<ReadOnlyMemory<char>> PeekAsync(CancellationToken cancellationToken)
    {
        _end = await text.ReadBlockAsync(_buffer, cancellationToken).ConfigureAwait(false);
        return _buffer.AsMemory(0, _end);
    }

    /// <summary>Returns the next record's values; one empty value for a blank line; null at the end.</summary>
    public async ValueTask<List<string>?> NextAsync(CancellationToken cancellationToken)
    {
        var values = new List<string>();
        Quoted = [];
        _valueQuoted = false;
        var (started, quoted, closed, length) = (false, false, false, 0);
        (TooLong, Unclosed) = (false, false);
        while (true)
        {
            if (_at == _end && !await FillAsync(cancellationToken).ConfigureAwait(false))
            {
                Unclosed = quoted;
                if (started)
                    EndValue(values);
                return started ? values : null;
            }

            var c = _buffer[_at++];
            if (c == '\n' && _afterReturn)
            {
                // The second half of a line end that has been counted; within quotes it belongs to the value.
                _afterReturn = false;
                if (quoted)
                    Append(c);
                continue;
            }

            if (!started)
                (started, Line) = (true, _line);
            _afterReturn = c == '\r';
            if (c is '\r' or '\n')
                _line++;
            TooLong |= ++length > maxLength;
            if (quoted)
            {
                closed = c == '"';
                quoted = !closed;
                if (quoted)
                    Append(c);
            }
            else if (c == '"' && (closed || _value.Length == 0))
            {
                if (closed)
                    Append(c);
                (quoted, closed, _valueQuoted) = (true, false, true);
            }
            else if (c == Delimiter)
            {
                EndValue(values);
                closed = false;
            }
            else if (c is '\r' or '\n')
            {
                EndValue(values);
                return values;
            }
            else
            {
                Append(c);
                closed = false;
            }
        }
    }

    private void Append(char c)
    {
        if (!TooLong)
            _value.Append(c);
    }

    private void EndValue(List<string> values)
    {
        if (!TooLong)
        {
            values.Add(_value.ToString());
            Quoted.Add(_valueQuoted);
        }

        _valueQuoted = false;
        _value.Clear();
    }

    private async ValueTask<bool> FillAsync(CancellationToken cancellationToken)
    {
        (_at, _end) = (0, await text.ReadAsync(_buffer, cancellationToken).ConfigureAwait(false));
        return _end > 0;
    }
}
