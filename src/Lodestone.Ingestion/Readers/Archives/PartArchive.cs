using System.IO.Compression;
using Lodestone.Ingestion.Decoding;
using Lodestone.Ingestion.Formats;

namespace Lodestone.Ingestion.Readers.Archives;

/// <summary>A zip archive of XML parts, read within bounds that the archive cannot lie about.</summary>
/// <remarks>
/// Bytes are counted while a part is unpacked, so that declared sizes are never trusted and parts that are not opened cost nothing. Only
/// parts of this archive are ever opened: a name that leads elsewhere, such as an address, is the name of no part.
/// </remarks>
internal sealed class PartArchive : IDisposable
{
    /// <summary>The maximum unpacked size of one part, in bytes.</summary>
    public const long MaxPartBytes = 128 * 1024 * 1024;

    // The files that only one kind of archive has, or the media type in its file "mimetype".
    private static readonly (string Mark, string Name)[] Kinds =
    [
        ("word/document.xml", "a Word document (DOCX)"),
        ("ppt/presentation.xml", "a PowerPoint presentation (PPTX)"),
        ("xl/workbook.xml", "an Excel workbook (XLSX)"),
        ("xl/workbook.bin", "a binary Excel workbook (XLSB)"),
        ("META-INF/container.xml", "an EPUB book"),
        ("content.xml", "an OpenDocument file"),
        ("META-INF/MANIFEST.MF", "a Java archive"),
    ];

    private static readonly byte[] OleSignature = [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1];

    private readonly ZipArchive _zip;
    private readonly Dictionary<string, ZipArchiveEntry> _entries = new(StringComparer.OrdinalIgnoreCase);
    private readonly CancellationToken _cancellationToken;
    private long _unpacked;

    private PartArchive(byte[] content, CancellationToken cancellationToken)
    {
        _cancellationToken = cancellationToken;
        _zip = new ZipArchive(new MemoryStream(content, writable: false), ZipArchiveMode.Read);
        foreach (var entry in _zip.Entries)
            _entries.TryAdd(entry.FullName.Replace('\\', '/').TrimStart('/'), entry);
    }

    /// <summary>Opens an archive.</summary>
    /// <param name="content">The file.</param>
    /// <param name="format">The name of the format that the file should have, with its article, such as "a PPTX".</param>
    /// <param name="cancellationToken">Cancels the unpacking.</param>
    /// <exception cref="UnreadableException">It is no archive, is encrypted, or has too many parts.</exception>
    public static PartArchive Open(byte[] content, string format, CancellationToken cancellationToken)
    {
        if (content.AsSpan().StartsWith(OleSignature))
        {
            throw new UnreadableException(ReadProblemKind.Encrypted,
                $"It is an OLE file, not {format}: a document with a password, or one of Office 97 to 2003. Save it again without a " +
                "password, in the format of its name.");
        }

        if (!content.AsSpan().StartsWith("PK"u8))
        {
            var found = ContentKind.Of(content) is { } kind ? $"It is {kind} by its content, not {format}" : $"It is not {format}";
            throw Malformed($"{found}, which is a zip archive. Give it the extension of its format, or exclude it.");
        }

        ArchiveCheck.ValidateEntries(content);
        return new PartArchive(content, cancellationToken);
    }

    /// <summary>Whether there is a part of a name; letter case is ignored.</summary>
    public bool Has(string name) => _entries.ContainsKey(name);

    /// <summary>Opens the XML of a part; null when there is no such part.</summary>
    /// <exception cref="UnreadableException">The part is encrypted or over a bound, now or while it is read.</exception>
    public XmlPart? Xml(string name) => Open(name, isXml: true) is { } content ? new XmlPart(content) : null;

    /// <summary>Returns the bytes of a part; null when there is no such part.</summary>
    /// <exception cref="UnreadableException">The part is encrypted or over a bound.</exception>
    public byte[]? Bytes(string name)
    {
        using var content = Open(name, isXml: false);
        if (content is null)
            return null;
        using var bytes = new MemoryStream();
        content.CopyTo(bytes);
        return bytes.ToArray();
    }

    /// <summary>The problem of an archive that lacks the part by which it would be of the awaited format.</summary>
    /// <param name="format">The name of the awaited format, with its article.</param>
    public UnreadableException Misnamed(string format)
    {
        var found = Kinds.FirstOrDefault(k => Has(k.Mark)).Name ?? "a zip archive of another kind";
        return Malformed($"It is {found} by its content, not {format}. Give it the extension of its format, or exclude it.");
    }

    public void Dispose() => _zip.Dispose();

    private MeasuredStream? Open(string name, bool isXml)
    {
        if (!_entries.TryGetValue(name, out var entry))
            return null;
        if (entry.IsEncrypted)
        {
            throw new UnreadableException(ReadProblemKind.Encrypted,
                $"Its part '{name}' is encrypted. Save it without a password, or exclude it.");
        }

        return new MeasuredStream(entry.Open(), Unpacked) { HasTags = isXml };
    }

    private void Unpacked(int bytes, long ofPart)
    {
        _cancellationToken.ThrowIfCancellationRequested();
        _unpacked += bytes;
        if (ofPart > MaxPartBytes || _unpacked > ReadDefaults.MaxUnpackedBytes)
        {
            throw new UnreadableException(ReadProblemKind.TooLarge, FormattableString.Invariant(
                $"It has over {ReadDefaults.MaxUnpackedBytes} bytes when unpacked, or {MaxPartBytes} in one part, the limits. ") +
                "Split it, or exclude it.");
        }
    }

    private static UnreadableException Malformed(string reason) => new(ReadProblemKind.Malformed, reason);
}
