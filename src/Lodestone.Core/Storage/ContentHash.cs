using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Lodestone.Storage;

/// <summary>The SHA-256 of a document's stored content. A document with an equal hash is unchanged.</summary>
/// <remarks>
/// Every string is preceded by its length, and fields are in ordinal order, so that no two documents write the same bytes. The sizes of
/// passages are not hashed, because they belong to the vector space.
/// </remarks>
internal static class ContentHash
{
    public static byte[] Of(Document document)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Add(hash, document.Id);
        Add(hash, document.Title);
        Add(hash, document.Text);
        Add(hash, document.Headings.Count);
        foreach (var heading in document.Headings)
        {
            Add(hash, heading.Start);
            Add(hash, heading.Level);
            Add(hash, heading.Text);
        }

        Add(hash, document.Metadata.Count);
        foreach (var (name, value) in document.Metadata.OrderBy(f => f.Key, StringComparer.Ordinal))
        {
            Add(hash, name);
            Add(hash, value);
        }

        return hash.GetHashAndReset();
    }

    // Format 1 hashed every number as a double, and so do numbers that a double holds, so that its documents stay unchanged. Another mark
    // keeps the others apart from the double with the same bits.
    private const long WholeBeyondDouble = -1;

    private static bool IsDouble(long whole) => whole != long.MaxValue && (long)(double)whole == whole;

    private static void Add(IncrementalHash hash, MetadataValue value)
    {
        Add(hash, (long)value.Kind);
        switch (value.Kind)
        {
            case MetadataKind.Text:
                Add(hash, value.Text);
                break;
            case MetadataKind.Number when value.WholeNumber is { } whole && !IsDouble(whole):
                Add(hash, WholeBeyondDouble);
                Add(hash, whole);
                break;
            case MetadataKind.Number:
                Add(hash, BitConverter.DoubleToInt64Bits(value.Number));
                break;
            case MetadataKind.Boolean:
                Add(hash, value.Boolean ? 1 : 0);
                break;
            case MetadataKind.Date:
                Add(hash, value.Date.UtcTicks);
                Add(hash, value.Date.TotalOffsetMinutes);
                break;
            default:
                Add(hash, value.TextList.Count);
                foreach (var text in value.TextList)
                    Add(hash, text);
                break;
        }
    }

    private static void Add(IncrementalHash hash, string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        Add(hash, bytes.Length);
        hash.AppendData(bytes);
    }

    private static void Add(IncrementalHash hash, long number)
    {
        Span<byte> bytes = stackalloc byte[sizeof(long)];
        BinaryPrimitives.WriteInt64LittleEndian(bytes, number);
        hash.AppendData(bytes);
    }
}

/// <summary>128 bits of the SHA-256 of a text: of a passage's input (equal hashes, equal vectors), or of an id.</summary>
/// <remarks>The hash resists collisions, since a collision would give a passage the vector of another.</remarks>
internal readonly record struct InputHash(UInt128 Value)
{
    public const int Bytes = 16;

    public static InputHash Of(string input)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes(input), hash);
        return new(BinaryPrimitives.ReadUInt128BigEndian(hash));
    }

    public static InputHash Read(ReadOnlySpan<byte> bytes) => new(BinaryPrimitives.ReadUInt128BigEndian(bytes));

    public void Write(Span<byte> destination) => BinaryPrimitives.WriteUInt128BigEndian(destination, Value);
}
