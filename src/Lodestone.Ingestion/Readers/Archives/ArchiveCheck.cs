using System.IO.Compression;
using Lodestone.Ingestion.Formats;

namespace Lodestone.Ingestion.Readers.Archives;

/// <summary>Unpacks an archive's XML without keeping it, so that no parser receives more than a document's limit.</summary>
/// <remarks>
/// Sizes that an archive declares are not trusted. This costs a second inflation, which is small beside parsing. Pictures and fonts,
/// which no parser opens, are not measured; a part that is opened under such a name is refused (<see cref="IsMedia"/>).
/// </remarks>
internal static class ArchiveCheck
{
    public const int MaxEntries = 10_000;

    /// <exception cref="UnreadableException">The archive has more entries, or a larger unpacked size, than the limits.</exception>
    public static void Validate(byte[] archive, CancellationToken cancellationToken)
    {
        ValidateEntries(archive);
        using var stream = new MemoryStream(archive, writable: false);
        using var zip = new ZipArchive(stream, ZipArchiveMode.Read);
        var scratch = new byte[64 * 1024];
        var total = 0L;
        foreach (var entry in zip.Entries.Where(e => !IsMedia(e.Name)))
        {
            using var content = entry.Open();
            while (content.Read(scratch) is > 0 and var read)
            {
                cancellationToken.ThrowIfCancellationRequested();
                if ((total += read) > ReadDefaults.MaxUnpackedBytes)
                    throw TooLarge(FormattableString.Invariant($"over {ReadDefaults.MaxUnpackedBytes} bytes when unpacked, the limit"));
            }
        }
    }

    /// <summary>Whether a part has the name of a picture, a film, a font or an embedded file.</summary>
    public static bool IsMedia(string name) => Path.GetExtension(name).ToUpperInvariant() is
        ".PNG" or ".JPG" or ".JPEG" or ".GIF" or ".BMP" or ".TIF" or ".TIFF" or ".EMF" or ".WMF" or ".SVG" or ".ODTTF" or ".TTF" or
        ".BIN" or ".XLSX" or ".PPTX" or ".DOCX" or ".MP4" or ".WAV" or ".WDP";

    // Counted by their signatures: the library reads all before comparing their number with the declared one, and 64 MiB hold a million.
    public static void ValidateEntries(ReadOnlySpan<byte> archive)
    {
        var count = archive.Count("PK\u0001\u0002"u8);
        if (count > MaxEntries)
            throw TooLarge(FormattableString.Invariant($"{count} parts; accepted are {MaxEntries}"));
    }

    private static UnreadableException TooLarge(string found) => new(ReadProblemKind.TooLarge, $"It has {found}. Split it, or exclude it.");
}
