using Lodestone.Ingestion.Formats;

namespace Lodestone.Ingestion.Readers.Archives;

/// <summary>Measures bytes of XML before the parser has them.</summary>
/// <remarks>
/// A parser holds a tag whole: its name, its attributes and their values. So the bytes and the attributes between two <c>&lt;</c> are
/// bounded, which no attribute can contain. Attributes are counted as equals signs, and as pairs of quotes; the smaller number counts,
/// since a long text may have many of one.
/// </remarks>
internal sealed class MeasuredStream(Stream packed, Action<int, long> unpacked) : Stream
{
    /// <summary>The maximum bytes from a <c>&lt;</c> to the next one.</summary>
    public const int MaxTagBytes = 16 * 1024 * 1024;

    /// <summary>The maximum number of attributes from a <c>&lt;</c> to the next one.</summary>
    public const int MaxAttributes = 10_000;

    private long _total;
    private int _length;
    private int _equals;
    private int _quotes;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => _total;
        set => throw new NotSupportedException();
    }

    /// <summary>Whether tags are measured. Default: no; bytes that are not XML have none.</summary>
    public bool HasTags { get; init; }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override int Read(Span<byte> buffer)
    {
        var read = packed.Read(buffer);
        _total += read;
        unpacked(read, _total);
        if (HasTags)
            Measure(buffer[..read]);
        return read;
    }

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            packed.Dispose();
        base.Dispose(disposing);
    }

    private void Measure(ReadOnlySpan<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            var tag = bytes.IndexOf((byte)'<');
            var piece = tag < 0 ? bytes : bytes[..tag];
            _length += piece.Length;
            _equals += piece.Count((byte)'=');
            _quotes += piece.Count((byte)'"') + piece.Count((byte)'\'');
            if (_length > MaxTagBytes)
                throw TooLarge(MaxTagBytes, "bytes without a tag");
            if (Math.Min(_equals, _quotes / 2) > MaxAttributes)
                throw TooLarge(MaxAttributes, "attributes of one element");
            if (tag < 0)
                return;
            (_length, _equals, _quotes) = (0, 0, 0);
            bytes = bytes[(tag + 1)..];
        }
    }

    private static UnreadableException TooLarge(int most, string what) => new(ReadProblemKind.TooLarge, FormattableString.Invariant(
        $"A part of it has more than {most} {what}, the limit. Save it again, or exclude it."));
}
