using System.Buffers.Binary;
using System.IO.Hashing;
using System.Runtime.InteropServices;
using Lodestone.Indexing.Vectors.VectorTable;
using Microsoft.Win32.SafeHandles;

namespace Lodestone.Indexing.Vectors.Files;

/// <summary>
/// A file of vectors as floats: rows that are written once, each with a checksum over its content, its number and the file's identity.
/// </summary>
/// <remarks>
/// A row is not reused while a save refers to it: the rows of the last save stay unchanged until the next one is complete. The process can
/// therefore end at any moment, and the last save still opens.
/// </remarks>
internal sealed unsafe class FloatFile : IDisposable
{
    public const int HeaderBytes = 64;
    private const int Version = 1;
    private const int HashBytes = sizeof(ulong);
    private static readonly byte[] Magic = "LDSTFLT\n"u8.ToArray();
    private readonly SafeFileHandle _file;
    private readonly MappedFloats _mapped;
    private readonly int _dimensions;

    private FloatFile(string path, Guid id, SafeFileHandle file, int dimensions, bool readOnly)
    {
        Path = path;
        Id = id;
        _file = file;
        _dimensions = dimensions;
        RowStride = StrideOf(dimensions);
        _mapped = new MappedFloats(file, RowStride, readOnly);
    }

    public string Path { get; }

    public Guid Id { get; }

    public int RowStride { get; }

    /// <summary>Creates an empty file.</summary>
    public static FloatFile Create(string folder, int dimensions)
    {
        var id = Guid.NewGuid();
        var path = IndexFiles.FloatsPath(folder, id);
        var handle = File.OpenHandle(path, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete);
        RandomAccess.Write(handle, Header(id, dimensions), 0);
        return new FloatFile(path, id, handle, dimensions, readOnly: false);
    }

    /// <summary>Opens a file with at least <paramref name="rows"/> rows.</summary>
    /// <exception cref="IndexFormatException">The file is missing, too short, or another one.</exception>
    public static FloatFile Open(string folder, Guid id, int dimensions, int rows, bool readOnly)
    {
        var path = IndexFiles.FloatsPath(folder, id);
        if (!File.Exists(path))
            throw FormatError.Of(path, "the file", "a file beside the index", "missing");
        var access = readOnly ? FileAccess.Read : FileAccess.ReadWrite;
        var handle = File.OpenHandle(path, FileMode.Open, access, FileShare.ReadWrite | FileShare.Delete);
        try
        {
            var least = HeaderBytes + (long)rows * StrideOf(dimensions);
            if (RandomAccess.GetLength(handle) is var length && length < least)
                throw FormatError.Of(path, "its length", $"{least} bytes or more", $"{length} bytes");
            var header = new byte[HeaderBytes];
            RandomAccess.Read(handle, header, 0);
            if (!header.AsSpan().SequenceEqual(Header(id, dimensions)))
                throw FormatError.Of(path, "the header", $"that of floats '{id:N}' of {dimensions} dimensions", "another");
            var opened = new FloatFile(path, id, handle, dimensions, readOnly);
            opened._mapped.Ensure(rows);
            return opened;
        }
        catch
        {
            handle.Dispose();
            throw;
        }
    }

    /// <summary>The address of a row.</summary>
    public float* At(int row) => (float*)_mapped.At(row);

    /// <summary>Writes rows without readers.</summary>
    public void Write(int row, ReadOnlySpan<float> vectors)
    {
        var count = vectors.Length / _dimensions;
        _mapped.Ensure(row + count);
        var bytes = new byte[count * RowStride];
        for (var i = 0; i < count; i++)
        {
            var target = bytes.AsSpan(i * RowStride, RowStride);
            MemoryMarshal.AsBytes(vectors.Slice(i * _dimensions, _dimensions)).CopyTo(target);
            BinaryPrimitives.WriteUInt64LittleEndian(target[^HashBytes..], Hash(target[..^HashBytes], row + i));
        }

        RandomAccess.Write(_file, bytes, Offset(row));
    }

    /// <summary>Overwrites a row with zeros.</summary>
    public void Scrub(int row) => RandomAccess.Write(_file, new byte[RowStride], Offset(row));

    /// <summary>Verifies the rows in use and returns those of the others that are not yet zero.</summary>
    /// <param name="used">At i, whether row i is in use.</param>
    /// <exception cref="IndexFormatException">The checksum of a row in use does not match.</exception>
    public List<int> Verify(ReadOnlySpan<bool> used)
    {
        var unscrubbed = new List<int>();
        var portion = Math.Max(1, (1 << 20) / RowStride);
        var bytes = new byte[portion * RowStride];
        for (var start = 0; start < used.Length; start += portion)
        {
            var part = bytes.AsSpan(0, Math.Min(portion, used.Length - start) * RowStride);
            ReadFully(part, Offset(start));
            for (var i = 0; i < part.Length / RowStride; i++)
            {
                var row = part.Slice(i * RowStride, RowStride);
                if (!used[start + i])
                {
                    if (row.ContainsAnyExcept((byte)0))
                        unscrubbed.Add(start + i);
                }
                else if (BinaryPrimitives.ReadUInt64LittleEndian(row[^HashBytes..]) != Hash(row[..^HashBytes], start + i))
                {
                    throw FormatError.Damaged(Path, $"row {start + i}");
                }
            }
        }

        return unscrubbed;
    }

    /// <summary>Flushes all written data to the disk.</summary>
    public void Flush() => RandomAccess.FlushToDisk(_file);

    public void Dispose()
    {
        _mapped.Dispose();
        _file.Dispose();
    }

    /// <summary>The bytes of a row.</summary>
    public static int StrideOf(int dimensions) => ((dimensions * sizeof(float) + 7) & ~7) + HashBytes;

    private static byte[] Header(Guid id, int dimensions)
    {
        var header = new byte[HeaderBytes];
        Magic.CopyTo(header, 0);
        BinaryPrimitives.WriteInt32LittleEndian(header.AsSpan(8), Version);
        BinaryPrimitives.WriteInt32LittleEndian(header.AsSpan(12), dimensions);
        id.TryWriteBytes(header.AsSpan(16));
        var hash = XxHash3.HashToUInt64(header.AsSpan(0, HeaderBytes - HashBytes));
        BinaryPrimitives.WriteUInt64LittleEndian(header.AsSpan(HeaderBytes - HashBytes), hash);
        return header;
    }

    private long Offset(int row) => HeaderBytes + (long)row * RowStride;

    // The checksum covers the number and the file, so an undamaged row at another position, or from another file, is detected.
    private ulong Hash(ReadOnlySpan<byte> row, int number) =>
        XxHash3.HashToUInt64(row, (long)SplitMix.Mix(BitConverter.ToUInt64(Id.ToByteArray()) + (uint)number));

    private void ReadFully(Span<byte> bytes, long offset)
    {
        while (bytes.Length > 0)
        {
            var read = RandomAccess.Read(_file, bytes, offset);
            if (read == 0)
                throw FormatError.Of(Path, "its length", $"more than {offset} bytes", $"{offset} bytes");
            bytes = bytes[read..];
            offset += read;
        }
    }
}
