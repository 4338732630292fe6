using Lodestone.Ingestion.Readers.Csv;
using Lodestone.Ingestion.Readers.Json;
using Lodestone.Ingestion.Readers.Shared;

namespace Lodestone.Ingestion.Readers;

/// <summary>Selects the reader of a format.</summary>
internal static class FormatReaders
{
    public static FormatReader For(FileFormat format, ReadOptions options) => format switch
    {
        FileFormat.JsonLines => new JsonLinesReader(options),
        FileFormat.Csv => new CsvRecordReader(options),
        _ => new WholeFileReader(format, options),
    };
}
