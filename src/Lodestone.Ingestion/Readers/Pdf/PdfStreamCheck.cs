using Lodestone.Ingestion.Formats;
using UglyToad.PdfPig.Tokens;

namespace Lodestone.Ingestion.Readers.Pdf;

/// <summary>Compares the numbers that a stream declares, by which the parser sizes its memory, with the stream's real size.</summary>
internal static class PdfStreamCheck
{
    // The maximum number of objects of a file in Annex C of ISO 32000.
    private const int MaxObjects = 8_388_607;

    // A row of an image of 100,000 pixels in four colours has 400,000 bytes.
    private const long MaxRowBytes = 16 * 1024 * 1024;

    private const int MaxFieldBytes = 8;

    public static void ValidatePredictor(DictionaryToken parameters, PdfBounds bounds)
    {
        var bits = Number(parameters, NameToken.Colors, 1) * Number(parameters, NameToken.BitsPerComponent, 8);
        var row = Number(parameters, NameToken.Columns, 1) * bits / 8;
        if (!(row is >= 0 and <= MaxRowBytes))
        {
            throw bounds.Refuse(ReadProblemKind.TooLarge,
                $"It has a stream with rows of {row:G10} bytes; accepted are {MaxRowBytes}. Save it again, or exclude it.");
        }
    }

    /// <summary>Checks the declared number of entries of an object stream or a cross-reference stream.</summary>
    public static void ValidateCounts(DictionaryToken stream, int unpacked, PdfBounds bounds)
    {
        if (stream.ContainsKey(NameToken.First) && Number(stream, NameToken.N, 0) is var objects)
        {
            if (!(objects <= unpacked))
                throw TooMany(objects, unpacked, bounds);
            bounds.UnpackObjects(objects);
        }

        if (!stream.TryGet(NameToken.W, out ArrayToken widths))
            return;
        if (widths.Data.OfType<NumericToken>().Any(w => !(w.Double is >= 0 and <= MaxFieldBytes)))
        {
            throw bounds.Refuse(ReadProblemKind.Malformed,
                $"Its cross-reference stream has fields of more than {MaxFieldBytes} bytes. Save it again, or exclude it.");
        }

        var entries = stream.TryGet(NameToken.Index, out ArrayToken index)
            ? index.Data.OfType<NumericToken>().Where((_, i) => i % 2 == 1).Sum(n => Math.Max(0, n.Double))
            : Number(stream, NameToken.Size, 0);
        if (!(entries <= MaxObjects))
            throw TooMany(entries, MaxObjects, bounds);
    }

    private static UnreadableException TooMany(double found, long accepted, PdfBounds bounds) => bounds.Refuse(ReadProblemKind.TooLarge,
        $"It has a stream that declares {found:G10} objects; accepted are {accepted}. Save it again, or exclude it.");

    private static double Number(DictionaryToken dictionary, NameToken key, double otherwise) =>
        dictionary.TryGet(key, out NumericToken number) ? number.Double : otherwise;
}
