using System.Text;
using Lodestone.Cli.Exits;

namespace Lodestone.Cli.Input;

/// <summary>Splits a stream into lines of bytes, at \n only: U+2028 and similar characters occur within texts.</summary>
/// <remarks>
/// A \r before the \n and a UTF-8 byte order mark before the first line are dropped. Memory is bounded by the longest line.
/// </remarks>
internal sealed class LineSplitter(Stream stream, string name)
{
    /// <summary>The maximum length of a line; no passage is that long, but a file that was named by mistake may be.</summary>
    public const int MaxBytes = 4 * 1024 * 1024;

    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private byte[] _buffer = new byte[64 * 1024];
    private int _start;
    private int _end;
    private bool _ended;

    /// <summary>The number of the line read last, from 1.</summary>
    public long Number { get; private set; }

    /// <summary>The number of bytes up to the end of the line read last.</summary>
    public long Consumed { get; private set; }

    /// <summary>Returns the next line, valid until the next call; null at the end.</summary>
    public async ValueTask<ReadOnlyMemory<byte>?> NextAsync(CancellationToken cancellationToken)
    {
        var searched = 0;
        int length;
        while ((length = _buffer.AsSpan(_start + searched, _end - _start - searched).IndexOf((byte)'\n')) < 0)
        {
            searched = _end - _start;
            if (_ended)
            {
                // Not `null : Take(...)`: a null array would become an empty line, endlessly.
                if (searched == 0)
                    return null;
                return Take(searched, terminator: 0);
            }

            if (searched > MaxBytes)
                throw TooLong();
            await FillAsync(cancellationToken);
        }

        return Take(searched + length, terminator: 1);
    }

    /// <summary>Returns a line's text; invalid UTF-8 is the caller's mistake, not a question mark.</summary>
    public string Decode(ReadOnlySpan<byte> line)
    {
        try
        {
            return Strict.GetString(line);
        }
        catch (DecoderFallbackException invalid)
        {
            var found = invalid.BytesUnknown is { Length: > 0 } bytes ? $"0x{Convert.ToHexString(bytes)}" : "an incomplete character";
            throw Mistake($"is not valid UTF-8: found {found} at byte {invalid.Index + 1} of the line. Save the file as UTF-8.");
        }
    }

    public UsageException Mistake(string what) => new(FormattableString.Invariant($"Line {Number} of {name} {what}"));

    private ReadOnlyMemory<byte> Take(int length, int terminator)
    {
        Number++;
        if (length > MaxBytes)
            throw TooLong(Number);
        var line = _buffer.AsMemory(_start, length);
        _start += length + terminator;
        Consumed += length + terminator;
        if (Number == 1)
        {
            if (line.Span.StartsWith((ReadOnlySpan<byte>)[0xEF, 0xBB, 0xBF]))
                line = line[3..];
            else if (line.Span.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE]) || line.Span.StartsWith((ReadOnlySpan<byte>)[0xFE, 0xFF]))
                throw Mistake("starts with the byte order mark of UTF-16. Save the file as UTF-8.");
        }

        return line.Span.EndsWith("\r"u8) ? line[..^1] : line;
    }

    private UsageException TooLong(long? line = null) => new(FormattableString.Invariant(
        $"Line {line ?? Number + 1} of {name} is longer than {MaxBytes / 1024 / 1024} MiB. Give one text a line; split longer ones."));

    private async ValueTask FillAsync(CancellationToken cancellationToken)
    {
        var held = _end - _start;
        if (held == _buffer.Length)
        {
            Array.Resize(ref _buffer, _buffer.Length * 2);
        }
        else if (_start > 0)
        {
            _buffer.AsSpan(_start, held).CopyTo(_buffer);
        }

        (_start, _end) = (0, held);
        // Reading from a terminal or a pipe does not end when it is cancelled, so the wait for it has to.
        var read = await stream.ReadAsync(_buffer.AsMemory(held), cancellationToken).AsTask().WaitAsync(cancellationToken);
        _end += read;
        _ended = read == 0;
    }
}
