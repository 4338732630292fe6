namespace Lodestone.Export;

/// <summary>Reads a stream line by line, each within a limit. One thread at a time.</summary>
internal sealed class ExportLines(Stream source, int maxBytes = ExportFormat.MaxLineBytes)
{
    private const int FirstBytes = 1 << 16;

    private byte[] _buffer = new byte[FirstBytes];
    private int _start;
    private int _end;
    private bool _ended;

    /// <summary>The name of the source in problems.</summary>
    public string Name { get; } = source is FileStream file ? Path.GetFileName(file.Name) : "stream";

    /// <summary>The number of lines read, and so that of the last one, from 1.</summary>
    public long Number { get; private set; }

    /// <summary>The bytes read from the source.</summary>
    public long BytesRead { get; private set; }

    /// <summary>The bytes of the source; null when that is not known.</summary>
    public long? TotalBytes { get; } = source.CanSeek ? source.Length - source.Position : null;

    /// <summary>Reads the next line; null at the end.</summary>
    /// <returns>
    /// The line without its end, valid until the next call; and whether it is too long, in which case it was skipped.
    /// </returns>
    public async ValueTask<(ReadOnlyMemory<byte> Bytes, bool IsTooLong)?> ReadAsync(CancellationToken cancellationToken)
    {
        var (searched, tooLong) = (_start, false);
        while (true)
        {
            var at = _buffer.AsSpan(searched, _end - searched).IndexOf((byte)'\n');
            if (at >= 0)
                return Take(searched + at, searched + at + 1, tooLong || searched + at - _start > maxBytes);
            if (_end - _start > maxBytes)
                (tooLong, _start, _end) = (true, 0, 0);
            searched = _end;
            if (_ended)
                return _end > _start || tooLong ? Take(_end, _end, tooLong) : null;
            searched -= MakeRoom();
            var read = await source.ReadAsync(_buffer.AsMemory(_end), cancellationToken).ConfigureAwait(false);
            (_end, BytesRead, _ended) = (_end + read, BytesRead + read, read == 0);
        }
    }

    private (ReadOnlyMemory<byte>, bool) Take(int end, int next, bool tooLong)
    {
        var line = _buffer.AsMemory(_start, end - _start);
        _start = next;
        Number++;
        return (tooLong ? default : line, tooLong);
    }

    // Returns by how many bytes the content was moved.
    private int MakeRoom()
    {
        if (_end < _buffer.Length)
            return 0;
        var moved = _start;
        // A line that fills more than half of the buffer gets twice the room.
        var target = _end - _start > _buffer.Length / 2 ? new byte[2 * _buffer.Length] : _buffer;
        _buffer.AsSpan(_start, _end - _start).CopyTo(target);
        (_buffer, _start, _end) = (target, 0, _end - _start);
        return moved;
    }
}
