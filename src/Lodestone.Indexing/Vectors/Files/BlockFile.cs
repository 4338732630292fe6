using System.Buffers.Binary;
using System.IO.Hashing;
using Lodestone.Indexing.Vectors.VectorTable;

namespace Lodestone.Indexing.Vectors.Files;

/// <summary>An index's file: magic, version, header, then sections in blocks, each with its checksum.</summary>
internal static class BlockFile
{
    public const int Version = 2;
    public const int BlockBytes = 1 << 20;
    private const int HashBytes = sizeof(ulong);
    private const int PrefixBytes = 16;
    private const int HeaderHashBytes = 16;
    private static readonly byte[] Magic = "LDSTVEC\n"u8.ToArray();

    /// <summary>The size of a section with its checksums, in bytes.</summary>
    public static long LengthOf(long bytes) => bytes + (bytes + BlockBytes - 1) / BlockBytes * HashBytes;

    public static void WriteHeader(Stream file, IndexHeader header)
    {
        var body = header.ToBytes();
        if (body.Length > IndexHeader.MaxBytes)
        {
            throw new InvalidArgumentException(
                ErrorCodes.IndexLabelsTooLong,
                $"The labels take {body.Length} bytes; the header of an index has room for {IndexHeader.MaxBytes}. Keep them elsewhere.",
                "labels");
        }

        var bytes = new byte[PrefixBytes + body.Length];
        Magic.CopyTo(bytes, 0);
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(8), Version);
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(12), body.Length);
        body.CopyTo(bytes, PrefixBytes);
        file.Write(bytes);
        file.Write(XxHash128.Hash(bytes));
    }

    /// <summary>Reads the header and leaves the stream after it.</summary>
    /// <exception cref="IndexFormatException">The file is not an index, has another version, or is damaged.</exception>
    public static IndexHeader ReadHeader(Stream file, string path)
    {
        var prefix = new byte[PrefixBytes];
        if (file.ReadAtLeast(prefix, PrefixBytes, throwOnEndOfStream: false) < PrefixBytes)
            throw FormatError.Of(path, "its length", $"{PrefixBytes} bytes or more", $"{file.Length} bytes");
        if (!prefix.AsSpan(0, Magic.Length).SequenceEqual(Magic))
            throw FormatError.Of(path, "its beginning", "'LDSTVEC'", "something else, so the file is not a vector index");
        if (BinaryPrimitives.ReadInt32LittleEndian(prefix.AsSpan(8)) is var version && version != Version)
            throw FormatError.OfVersion(path, $"{Version}", $"{version}");
        if (BinaryPrimitives.ReadInt32LittleEndian(prefix.AsSpan(12)) is var length && length is < 0 or > IndexHeader.MaxBytes)
            throw FormatError.Of(path, "the length of its header", $"0 to {IndexHeader.MaxBytes}", $"{length}");
        var rest = new byte[length + HeaderHashBytes];
        if (file.ReadAtLeast(rest, rest.Length, throwOnEndOfStream: false) < rest.Length)
            throw FormatError.Of(path, "its length", $"{PrefixBytes + rest.Length} bytes or more", $"{file.Length} bytes");
        byte[] whole = [.. prefix, .. rest.AsSpan(0, length)];
        if (!XxHash128.Hash(whole).AsSpan().SequenceEqual(rest.AsSpan(length)))
            throw FormatError.Damaged(path, "the header");
        return IndexHeader.Parse(rest[..length], path);
    }

    /// <summary>Writes one section of fixed-size items.</summary>
    public static unsafe void WriteSection(Stream file, Guid save, int section, Segments items, int count)
    {
        var block = new byte[BlockBytes];
        var filled = 0;
        var number = 0;
        for (var item = 0; item < count; item++)
        {
            for (var rest = new ReadOnlySpan<byte>(items.At(item), items.Stride); rest.Length > 0;)
            {
                var part = Math.Min(rest.Length, BlockBytes - filled);
                rest[..part].CopyTo(block.AsSpan(filled));
                rest = rest[part..];
                filled += part;
                if (filled == BlockBytes)
                    Flush();
            }
        }

        Flush();

        void Flush()
        {
            if (filled == 0)
                return;
            var data = block.AsSpan(0, filled);
            file.Write(data);
            Span<byte> hash = stackalloc byte[HashBytes];
            BinaryPrimitives.WriteUInt64LittleEndian(hash, Hash(data, save, section, number++));
            file.Write(hash);
            filled = 0;
        }
    }

    /// <summary>Reads one section into items that have room.</summary>
    /// <exception cref="IndexFormatException">A block's checksum does not match.</exception>
    public static unsafe void ReadSection(Stream file, string path, Guid save, int section, Segments items, int count)
    {
        var block = new byte[BlockBytes + HashBytes];
        var (item, offset) = (0, 0);
        var number = 0;
        for (var left = (long)count * items.Stride; left > 0; number++)
        {
            var bytes = block.AsSpan(0, (int)Math.Min(left, BlockBytes) + HashBytes);
            file.ReadExactly(bytes);
            var data = bytes[..^HashBytes];
            if (BinaryPrimitives.ReadUInt64LittleEndian(bytes[^HashBytes..]) != Hash(data, save, section, number))
                throw FormatError.Damaged(path, $"block {number} of section {section}");
            left -= data.Length;
            while (data.Length > 0)
            {
                var part = Math.Min(data.Length, items.Stride - offset);
                data[..part].CopyTo(new Span<byte>(items.At(item) + offset, part));
                data = data[part..];
                offset += part;
                if (offset == items.Stride)
                    (item, offset) = (item + 1, 0);
            }
        }
    }

    // The checksum covers save, section and number, so an undamaged block at another position, or from another file, is detected.
    private static ulong Hash(ReadOnlySpan<byte> data, Guid save, int section, int number) =>
        XxHash3.HashToUInt64(data, (long)SplitMix.Mix(BitConverter.ToUInt64(save.ToByteArray()) ^ ((ulong)section << 32) ^ (uint)number));
}
