using Lodestone.Ingestion.Isolation.Host;
using Lodestone.Ingestion.Listing;
using Lodestone.Ingestion.Readers.Csv;
using Lodestone.Ingestion.Readers.Json;
using Lodestone.Ingestion.Readers.Own;
using Lodestone.Ingestion.Readers.Shared;

namespace Lodestone.Ingestion.Readers;

/// <summary>Selects the reader of a file: the application's, or that of a format, in this process or in a worker.</summary>
internal static class FormatReaders
{
    public static FormatReader For(SourceFile file, ReadOptions options, string? mediaType = null)
    {
        mediaType ??= FileFormats.MediaTypeOf(file.Path);
        if (options.ReaderOf(file.Path, mediaType) is { } own)
            return new ApplicationReader(own, mediaType, options);
        var format = FormatOf(file, options, mediaType);
        return options.Extraction.InProcess || IsOwn(format) ? Of(format, options) : new IsolatedReader(format, options, WorkerPool.Shared);
    }

    /// <summary>Returns the reader of a format, which reads in this process.</summary>
    public static FormatReader Of(FileFormat format, ReadOptions options) => format switch
    {
        FileFormat.JsonLines => new JsonLinesReader(options),
        FileFormat.Csv => new CsvRecordReader(options),
        FileFormat.Xlsx => new SheetReader(options),
        FileFormat.Email => new EmailReader(options),
        _ => new WholeFileReader(format, options),
    };

    /// <summary>Whether a file is read as CSV.</summary>
    public static bool IsCsv(SourceFile file, ReadOptions options)
    {
        var mediaType = FileFormats.MediaTypeOf(file.Path);
        return FormatOf(file, options, mediaType) == FileFormat.Csv && options.ReaderOf(file.Path, mediaType) is null;
    }

    private static FileFormat FormatOf(SourceFile file, ReadOptions options, string? mediaType) =>
        options.Format ?? FileFormats.Of(file.Path) ?? FileFormats.OfMediaType(mediaType) ?? FileFormat.Text;

    // Whatever is not named here is read by a worker, so that a new format is.
    private static bool IsOwn(FileFormat format) => format is FileFormat.Text or FileFormat.Code or FileFormat.JsonLines or FileFormat.Csv;
}
