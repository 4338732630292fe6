using System.Runtime.CompilerServices;
using Lodestone.Ingestion.Decoding;
using Lodestone.Ingestion.Formats;
using Lodestone.Ingestion.Listing;
using Lodestone.Ingestion.Readers.Shared;

namespace Lodestone.Ingestion.Readers.Csv;

/// <summary>Reads one document a row, below a header row. A row that cannot be read is reported and skipped.</summary>
internal sealed class CsvRecordReader(ReadOptions options) : FormatReader
{
    public override async IAsyncEnumerable<ReadItem> ReadAsync(
        SourceFile file, Stream stream, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var source = await RecordStream.OpenAsync(stream, options.Encoding, cancellationToken).ConfigureAwait(false);
        using var text = new StreamReader(source.Utf8, TextEncoding.Utf8, detectEncodingFromByteOrderMarks: false, -1, leaveOpen: true);
        var records = new CsvRecords(text, options.MaxRecordLength);
        var head = await records.PeekAsync(cancellationToken).ConfigureAwait(false);
        var named = CsvHeader.NamedDelimiter(head.Span);
        records.Delimiter = options.Delimiter ?? named ?? CsvHeader.DelimiterOf(head.Span, file.Path, options);
        if (named is not null)
            await records.NextAsync(cancellationToken).ConfigureAwait(false);
        CsvHeader? header = null;
        var isFirst = true;
        while (await records.NextAsync(cancellationToken).ConfigureAwait(false) is { } values)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (values is [var only] && (header is null ? string.IsNullOrWhiteSpace(only) : only.Length == 0) && !records.TooLong)
                continue;
            if (header is not null)
            {
                var item = Read(values, records, header, file, source.Encoding);
                yield return isFirst && file.ScopesIds ? item with { Notes = [.. item.Notes, IdsScoped(file)] } : item;
                isFirst = false;
            }
            else
            {
                header = Broken(records) is { } broken ? throw broken : new CsvHeader(file, values, options);
            }
        }

        if (header is null)
        {
            throw new UnreadableException(ReadProblemKind.NoText,
                "It has no rows. Accepted is a header row and a row for each document; exclude it.");
        }
    }

    private ReadItem Read(List<string> values, CsvRecords records, CsvHeader header, SourceFile file, TextEncoding encoding)
    {
        if (Broken(records) is { } broken)
            return Skip(file, records.Line, broken);
        var fields = new RecordFields(file, options, encoding);
        try
        {
            header.Take(records, values, fields);
            fields.TitleFromText = true;
            return fields.ToItem(records.Line, header.Names);
        }
        catch (UnreadableException why)
        {
            return Skip(file, records.Line, why);
        }
    }

    private static ReadNote IdsScoped(SourceFile file) => new(ReadNoteKind.IdsScoped,
        $"Another CSV file has an id that this one has too, so that the ids of its records begin with '{file.Path}#'.");

    private UnreadableException? Broken(CsvRecords records) =>
        records.Unclosed ? new UnreadableException(ReadProblemKind.Malformed,
            "A quote that opens in this record is not closed before the end of the file, so the following records cannot be separated. " +
            "Close it, or double it if it is a literal quote.") { Line = records.Line }
        : records.TooLong ? new UnreadableException(ReadProblemKind.TooLarge, FormattableString.Invariant(
            $"The record has more than {options.MaxRecordLength} characters, the limit for one. ") +
            "Look for a quote that is not closed, or split it.") { Line = records.Line, Option = nameof(ReadOptions.MaxRecordLength) }
        : null;
}
