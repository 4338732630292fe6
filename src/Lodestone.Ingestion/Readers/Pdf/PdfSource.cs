using System.Runtime.CompilerServices;

namespace Lodestone.Ingestion.Readers.Pdf;

/// <summary>A PDF's bytes for the parser: each read is counted, and stops a parser that runs in circles.</summary>
/// <remarks>
/// While it reads one object, the parser resolves others, such as a stream's length, without remembering where it came from. Each round of
/// such a circle reads here, on the same stack, so the end of the stack is detected here, before it ends the process.
/// </remarks>
internal sealed class PdfSource(byte[] content, PdfBounds bounds) : Stream
{
    private const int Block = 4096;

    private byte[] _content = content;
    private int _position;
    private int _uncounted;

    public override bool CanRead => true;

    public override bool CanSeek => true;

    public override bool CanWrite => false;

    public override long Length => _content.Length;

    public override long Position
    {
        get => _position;
        set
        {
            bounds.Validate();
            if (!RuntimeHelpers.TryEnsureSufficientExecutionStack())
                throw bounds.Refuse(ReadProblemKind.Malformed, $"It has objects that cannot be read without each other. Exclude it.");
            ArgumentOutOfRangeException.ThrowIfNegative(value);
            _position = (int)Math.Min(value, _content.Length);
            Count();
        }
    }

    /// <summary>Replaces the bytes by others of the same length.</summary>
    public void Replace(byte[] content) => _content = content;

    public override int ReadByte()
    {
        Count();
        return _position < _content.Length ? _content[_position++] : -1;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override int Read(Span<byte> buffer)
    {
        var read = Math.Min(buffer.Length, _content.Length - _position);
        bounds.Copy(read);
        _content.AsSpan(_position, read).CopyTo(buffer);
        _position += read;
        return read;
    }

    public override long Seek(long offset, SeekOrigin origin) => Position = origin switch
    {
        SeekOrigin.Begin => offset,
        SeekOrigin.Current => _position + offset,
        _ => _content.Length + offset,
    };

    public override void Flush()
    {
        // The stream is read-only.
    }

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    private void Count()
    {
        if (++_uncounted < Block)
            return;
        bounds.Scan(_uncounted);
        _uncounted = 0;
    }
}
