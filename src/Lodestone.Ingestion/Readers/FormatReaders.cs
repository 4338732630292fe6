using Lodestone.Ingestion.Listing;
using Lodestone.Ingestion.Readers.Csv;
using Lodestone.Ingestion.Readers.Json;
using Lodestone.Ingestion.Readers.Own;
using Lodestone.Ingestion.Readers.Shared;

namespace Lodestone.Ingestion.Readers;

/// <summary>Selects the reader of a file: the application's, or that of a format.</summary>
internal static class FormatReaders
{
    public static FormatReader For(SourceFile file, ReadOptions options, string? mediaType = null)
    {
        mediaType ??= FileFormats.MediaTypeOf(file.Path);
        if (options.ReaderOf(file.Path, mediaType) is { } own)
            return new ApplicationReader(own, mediaType, options);
        return FormatOf(file, options, mediaType) switch
        {
            FileFormat.JsonLines => new JsonLinesReader(options),
            FileFormat.Csv => new CsvRecordReader(options),
            FileFormat.Xlsx => new SheetReader(options),
            FileFormat.Email => new EmailReader(options),
            var format => new WholeFileReader(format, options),
        };
    }

    /// <summary>Whether a file is read as CSV.</summary>
    public static bool IsCsv(SourceFile file, ReadOptions options)
    {
        var mediaType = FileFormats.MediaTypeOf(file.Path);
        return FormatOf(file, options, mediaType) == FileFormat.Csv && options.ReaderOf(file.Path, mediaType) is null;
    }

    private static FileFormat FormatOf(SourceFile file, ReadOptions options, string? mediaType) =>
        options.Format ?? FileFormats.Of(file.Path) ?? FileFormats.OfMediaType(mediaType) ?? FileFormat.Text;
}
