using System.Text;

namespace Lodestone.Storage;

/// <summary>A document's headings as bytes: their number, then start, level and text of each, by <see cref="BinaryWriter"/>.</summary>
internal static class HeadingCodec
{
    public static byte[] Encode(IReadOnlyList<Heading> headings)
    {
        if (headings.Count == 0)
            return [];
        using var stream = new MemoryStream();
        using var writer = new BinaryWriter(stream, Encoding.UTF8);
        writer.Write7BitEncodedInt(headings.Count);
        foreach (var heading in headings)
        {
            writer.Write7BitEncodedInt(heading.Start);
            writer.Write7BitEncodedInt(heading.Level);
            writer.Write(heading.Text);
        }

        return stream.ToArray();
    }

    /// <summary>Reads the output of <see cref="Encode"/>.</summary>
    /// <exception cref="StoreException"><paramref name="bytes"/> is not such output.</exception>
    public static IReadOnlyList<Heading> Decode(ReadOnlySpan<byte> bytes, string path)
    {
        if (bytes.IsEmpty)
            return [];
        try
        {
            using var reader = new BinaryReader(new MemoryStream(bytes.ToArray()), Encoding.UTF8);
            var count = reader.Read7BitEncodedInt();
            // Each heading takes at least three bytes, so that a damaged number cannot allocate all memory.
            if ((uint)count > bytes.Length / 3)
                throw StoreErrors.Damaged(path, "a document's headings are more than their bytes can hold");
            var headings = new Heading[count];
            for (var i = 0; i < headings.Length; i++)
                headings[i] = new(reader.Read7BitEncodedInt(), reader.Read7BitEncodedInt(), reader.ReadString());
            return headings;
        }
        catch (Exception error) when (error is EndOfStreamException or FormatException or IOException)
        {
            throw StoreErrors.Damaged(path, "a document's headings cannot be read", error);
        }
    }
}
