using System.Text;
using Lodestone.Ingestion.Listing;

namespace Lodestone.Ingestion.Isolation.Wire;

/// <summary>A file that a worker is to read: its name, its format, and the options that its reader looks at.</summary>
/// <param name="File">The file. The worker gets the name of the file without its folders.</param>
/// <param name="Format">The format.</param>
/// <param name="Options">The options.</param>
/// <param name="Length">The number of bytes of the content, which follows.</param>
internal sealed record ReadRequest(SourceFile File, FileFormat Format, ReadOptions Options, long Length)
{
    /// <summary>The options that stay with the host: what is listed, the application's own readers, and the isolation itself.</summary>
    public static IReadOnlySet<string> KeptByHost { get; } = new HashSet<string>(StringComparer.Ordinal)
    {
        nameof(ReadOptions.Root), nameof(ReadOptions.Readers), nameof(ReadOptions.Include), nameof(ReadOptions.Exclude),
        nameof(ReadOptions.ExcludedPaths), nameof(ReadOptions.FollowOutsideLinks),
        nameof(ReadOptions.IncludeHidden), nameof(ReadOptions.UseIgnoreFiles), nameof(ReadOptions.SkippedFolders),
        nameof(ReadOptions.UnknownAsText), nameof(ReadOptions.Extraction),
    };

    public ReadOnlyMemory<byte> Write()
    {
        var to = new WireWriter();
        to.Text(File.Path);
        to.Text(System.IO.Path.GetFileName(File.FullPath));
        to.Long(File.Length);
        to.Byte(File.Named ? (byte)1 : (byte)0);
        to.Int((int)Format);
        to.Long(Length);
        to.Int(Options.Format is { } format ? (int)format : -1);
        to.Int(Options.Encoding?.CodePage ?? -1);
        to.Byte(Options.Encoding?.DecoderFallback is DecoderExceptionFallback ? (byte)1 : (byte)0);
        to.Text(Options.IdField);
        to.Text(Options.TitleField);
        to.List(Options.TextFields, static (w, field) => w.Text(field));
        to.List(Options.StringFields, static (w, field) => w.Text(field));
        to.List(Options.NumberFields, static (w, field) => w.Text(field));
        to.Int(Options.Delimiter ?? -1);
        to.Long(Options.MaxFileBytes);
        to.Int(Options.MaxRecordLength);
        return to.Written;
    }

    /// <exception cref="InvalidDataException">The message is no request.</exception>
    public static ReadRequest Read(byte[] message)
    {
        var from = new WireReader(message);
        var (path, name, size, named) = (from.Text(), from.Text(), from.Long(), from.Byte() != 0);
        var (format, length, asked) = (from.Choice<FileFormat>(), from.Long(), from.Int());
        var options = new ReadOptions
        {
            Format = asked < 0 ? null : (FileFormat)asked,
            Encoding = EncodingOf(from.Int(), strict: from.Byte() != 0),
            IdField = from.OptionalText(),
            TitleField = from.Text(),
            TextFields = from.List(sizeof(int), static r => r.Text()),
            StringFields = from.List(sizeof(int), static r => r.Text()),
            NumberFields = from.List(sizeof(int), static r => r.Text()),
            Delimiter = from.Int() is >= 0 and var delimiter ? (char)delimiter : null,
            MaxFileBytes = from.Long(),
            MaxRecordLength = from.Int(),
            Extraction = new ExtractionOptions { InProcess = true },
        };
        from.ValidateEnd();
        if (length < 0 || length > options.MaxFileBytes)
            throw new InvalidDataException($"A content has the length {length}.");
        return new ReadRequest(new SourceFile(name, path, new FileStamp(size, 0), named), format, options, length);
    }

    /// <summary>Returns the encoding of a code page, as both sides know it; null when there is none.</summary>
    public static Encoding? EncodingOf(int codePage, bool strict = false)
    {
        if (codePage < 0)
            return null;
        try
        {
            var known = CodePagesEncodingProvider.Instance.GetEncoding(codePage) ?? Encoding.GetEncoding(codePage);
            if (!strict)
                return known;
            known = (Encoding)known.Clone();
            known.DecoderFallback = DecoderFallback.ExceptionFallback;
            return known;
        }
        catch (Exception unknown) when (unknown is ArgumentException or NotSupportedException)
        {
            return null;
        }
    }
}
