using System.IO.Compression;
using UglyToad.PdfPig.Tokens;

namespace Lodestone.Ingestion.Readers.Pdf;

/// <summary>Measures the unpacked size of a stream without keeping the data.</summary>
internal static class PdfUnpackedSize
{
    private const int LzwClear = 256;
    private const int LzwEnd = 257;

    /// <summary>Inflates as PdfPig does, which skips the two bytes of the header without a check.</summary>
    public static void Inflate(ReadOnlyMemory<byte> input, PdfBounds bounds)
    {
        if (input.Length <= 2)
            return;
        using var source = new MemoryStream(input[2..].ToArray(), writable: false);
        using var inflated = new DeflateStream(source, CompressionMode.Decompress);
        var scratch = new byte[64 * 1024];
        var size = 0L;
        try
        {
            while (inflated.Read(scratch) is > 0 and var read)
                bounds.EnsureRoom(size += read);
        }
        catch (InvalidDataException)
        {
            // The filter repairs or refuses a damaged stream; it gets no further than this count.
            return;
        }
    }

    public static long RunLength(ReadOnlySpan<byte> input)
    {
        var size = 0L;
        for (var at = 0; at < input.Length && input[at] != 128;)
        {
            var run = input[at];
            size += run < 128 ? run + 1 : 257 - run;
            at += run < 128 ? run + 2 : 2;
        }

        return size;
    }

    /// <summary>Follows the codes and the lengths of their strings only. The parser keeps every string until the next clear code.</summary>
    public static void Lzw(ReadOnlySpan<byte> input, DictionaryToken parameters, PdfBounds bounds)
    {
        var late = parameters.TryGet(NameToken.EarlyChange, out NumericToken early) && early.Int != 1 ? 1 : 0;
        var lengths = new List<int>();
        var (size, kept, previous, bits) = (0L, 0L, -1, 9);
        for (long at = 0; at + bits <= input.Length * 8L; )
        {
            var code = Bits(input, at, bits);
            at += bits;
            if (code == LzwEnd)
                return;
            if (code == LzwClear)
            {
                lengths.Clear();
                (kept, previous, bits) = (0, -1, 9);
                continue;
            }

            var count = LzwEnd + 1 + lengths.Count;
            var known = code < count;
            if (!known && previous < 0)
                return;
            size += known ? Length(lengths, code) : Length(lengths, previous) + 1;
            if (previous >= 0)
            {
                lengths.Add(Length(lengths, previous) + 1);
                kept += lengths[^1];
            }

            bounds.EnsureRoom(size + kept);
            previous = code;
            if (!known && code != count)
                return;
            count = LzwEnd + 1 + lengths.Count;
            bits = count < 511 + late ? 9 : count < 1023 + late ? 10 : count < 2047 + late ? 11 : 12;
        }
    }

    private static int Length(List<int> lengths, int code) => code <= LzwEnd ? 1 : lengths[code - LzwEnd - 1];

    private static int Bits(ReadOnlySpan<byte> input, long at, int count)
    {
        var value = 0;
        for (var i = at; i < at + count; i++)
            value = (value << 1) | ((input[(int)(i >> 3)] >> (7 - (int)(i & 7))) & 1);
        return value;
    }
}
