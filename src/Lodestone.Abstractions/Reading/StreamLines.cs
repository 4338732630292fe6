namespace Lodestone.Reading;

/// <summary>Splits a stream into lines of bytes, at \n only: U+2028 and similar characters occur within texts.</summary>
/// <remarks>A line over the limit is skipped without being buffered, so memory is bounded by the limit.</remarks>
internal sealed class StreamLines(Stream stream, int maxBytes)
{
    private byte[] _buffer = new byte[64 * 1024];
    private int _start;
    private int _end;
    private bool _ended;

    /// <summary>The number of the line read last, from 1.</summary>
    public long Number { get; private set; }

    /// <summary>Whether the line read last was too long; it is then returned as empty.</summary>
    public bool TooLong { get; private set; }

    /// <summary>The number of bytes read from the stream.</summary>
    public long BytesRead { get; private set; }

    /// <summary>Returns the next line without \r before its \n, valid and writable until the next call; null at the end.</summary>
    public async ValueTask<Memory<byte>?> NextAsync(CancellationToken cancellationToken)
    {
        TooLong = false;
        var searched = 0;
        int length;
        while ((length = _buffer.AsSpan(_start + searched, _end - _start - searched).IndexOf((byte)'\n')) < 0)
        {
            searched = _end - _start;
            if (_ended)
                return searched == 0 && !TooLong ? (Memory<byte>?)null : Take(searched, terminator: 0);
            if (searched > maxBytes)
                TooLong = true;
            if (TooLong)
                searched = _start = _end = 0;
            await FillAsync(cancellationToken).ConfigureAwait(false);
        }

        return Take(searched + length, terminator: 1);
    }

    private Memory<byte> Take(int length, int terminator)
    {
        Number++;
        var line = _buffer.AsMemory(_start, length);
        _start += length + terminator;
        TooLong |= length > maxBytes;
        return TooLong ? Memory<byte>.Empty : line.Span.EndsWith("\r"u8) ? line[..^1] : line;
    }

    private async ValueTask FillAsync(CancellationToken cancellationToken)
    {
        var held = _end - _start;
        if (held == _buffer.Length)
            Array.Resize(ref _buffer, _buffer.Length * 2);
        else if (_start > 0)
            _buffer.AsSpan(_start, held).CopyTo(_buffer);
        (_start, _end) = (0, held);
        var read = await stream.ReadAsync(_buffer.AsMemory(held), cancellationToken).ConfigureAwait(false);
        _end += read;
        BytesRead += read;
        _ended = read == 0;
    }
}
