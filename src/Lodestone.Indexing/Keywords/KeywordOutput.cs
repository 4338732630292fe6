using System.Buffers;
using System.IO.Hashing;
using Lucene.Net.Store;

namespace Lodestone.Indexing.Keywords;

/// <summary>Writes one file of an index.</summary>
/// <remarks>
/// Lucene's own output flushes every file to the device when it is closed, even at each snapshot of new passages, and sums bytes one by
/// one. Here the device is flushed only when a commit needs it (<see cref="KeywordDirectory"/>).
/// </remarks>
internal sealed class KeywordOutput(string path) : IndexOutput
{
    private const int BufferLength = 1 << 15;

    private readonly FileStream _file = Create(path);
    private readonly Crc32 _crc = new();
    private byte[]? _buffer = ArrayPool<byte>.Shared.Rent(BufferLength);
    private int _used;
    private long _spilled;

    public override long Checksum
    {
        get
        {
            Spill();
            return _crc.GetCurrentHashAsUInt32();
        }
    }

    public override long Length => _spilled + _used;

    private byte[] Buffer => _buffer ?? throw new ObjectDisposedException(path);

    public override long Position => _spilled + _used;

    public override void WriteByte(byte b)
    {
        var buffer = Buffer;
        if (_used == buffer.Length)
            Spill();
        buffer[_used++] = b;
    }

    public override void WriteBytes(byte[] b, int offset, int length)
    {
        var buffer = Buffer;
        var rest = b.AsSpan(offset, length);
        while (!rest.IsEmpty)
        {
            if (_used == buffer.Length)
                Spill();
            var part = rest[..Math.Min(rest.Length, buffer.Length - _used)];
            part.CopyTo(buffer.AsSpan(_used));
            _used += part.Length;
            rest = rest[part.Length..];
        }
    }

    public override void Flush() => Spill();

    [Obsolete("Files of this format are written from first to last.")]
    public override void Seek(long pos) => throw new NotSupportedException("Files of an index are written from first to last.");

    protected override void Dispose(bool disposing)
    {
        if (!disposing || _buffer is not { } buffer)
            return;
        try
        {
            Spill();
        }
        finally
        {
            _buffer = null;
            ArrayPool<byte>.Shared.Return(buffer);
            _file.Dispose();
        }
    }

    // A file of this name can only be left from a killed writer; a process that still reads it keeps the old content.
    private static FileStream Create(string path)
    {
        File.Delete(path);
        return new(path, FileMode.CreateNew, FileAccess.Write, FileShare.Read, 1);
    }

    private void Spill()
    {
        var part = Buffer.AsSpan(0, _used);
        _file.Write(part);
        _crc.Append(part);
        _spilled += part.Length;
        _used = 0;
    }
}
