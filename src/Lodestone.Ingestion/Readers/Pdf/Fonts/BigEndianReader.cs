using System.Buffers.Binary;

namespace Lodestone.Ingestion.Readers.Pdf.Fonts;

/// <summary>Reads numbers as PdfPig's reader of TrueType does: after the end every byte is zero.</summary>
internal ref struct BigEndianReader(ReadOnlySpan<byte> data)
{
    private readonly ReadOnlySpan<byte> _data = data;

    public long At { get; set; }

    public byte Byte()
    {
        Span<byte> bytes = stackalloc byte[1];
        Read(bytes);
        return bytes[0];
    }

    public ushort UInt16()
    {
        Span<byte> bytes = stackalloc byte[2];
        Read(bytes);
        return BinaryPrimitives.ReadUInt16BigEndian(bytes);
    }

    public short Int16() => (short)UInt16();

    public uint UInt32()
    {
        Span<byte> bytes = stackalloc byte[4];
        Read(bytes);
        return BinaryPrimitives.ReadUInt32BigEndian(bytes);
    }

    private void Read(scoped Span<byte> bytes)
    {
        bytes.Clear();
        var left = (int)Math.Clamp(_data.Length - At, 0, bytes.Length);
        _data.Slice((int)Math.Min(At, _data.Length), left).CopyTo(bytes);
        At += left;
    }
}
