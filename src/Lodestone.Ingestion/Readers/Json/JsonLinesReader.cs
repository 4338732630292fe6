using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using System.Text.Unicode;
using Lodestone.Ingestion.Decoding;
using Lodestone.Ingestion.Formats;
using Lodestone.Ingestion.Listing;
using Lodestone.Ingestion.Readers.Shared;
using Lodestone.Reading;

namespace Lodestone.Ingestion.Readers.Json;

/// <summary>Reads one JSON object a line. A line that cannot be read is reported and skipped.</summary>
internal sealed class JsonLinesReader(ReadOptions options) : FormatReader
{
    public override async IAsyncEnumerable<ReadItem> ReadAsync(
        SourceFile file, Stream stream, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var records = await RecordStream.OpenAsync(stream, options.Encoding, cancellationToken).ConfigureAwait(false);
        var lines = new StreamLines(records.Utf8, options.MaxRecordLength);
        var any = false;
        while (await lines.NextAsync(cancellationToken).ConfigureAwait(false) is { } line)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (!lines.TooLong && line.Span.Trim(" \t\r"u8).IsEmpty)
                continue;
            any = true;
            yield return lines.TooLong ? TooLong(file, lines.Number) : Read(line, lines.Number, file, records.Encoding);
        }

        if (!any)
        {
            throw new UnreadableException(ReadProblemKind.NoText,
                "It has no lines that are not blank. Accepted is one JSON object a line; exclude it.");
        }
    }

    private ReadItem Read(Memory<byte> line, long number, SourceFile file, TextEncoding encoding)
    {
        var fields = new RecordFields(file, options, encoding);
        try
        {
            using var json = Parse(line, fields);
            new JsonRecord(options, fields).Take(json.RootElement);
            return fields.ToItem(number, json.RootElement.EnumerateObject().Select(p => p.Name));
        }
        catch (UnreadableException why)
        {
            return Skip(file, number, why);
        }
    }

    private static JsonDocument Parse(Memory<byte> line, RecordFields fields)
    {
        if (!Utf8.IsValid(line.Span))
        {
            var repaired = Encoding.UTF8.GetString(line.Span);
            fields.CountReplaced(repaired.AsSpan().Count(CleanText.Replacement) - line.Span.Count("\uFFFD"u8));
            line = Encoding.UTF8.GetBytes(repaired);
        }

        fields.CountReplaced(SurrogateEscapes.Repair(line.Span));
        try
        {
            return JsonDocument.Parse(line);
        }
        catch (JsonException invalid)
        {
            throw new UnreadableException(ReadProblemKind.Malformed,
                $"It is not valid JSON: {Reason(invalid)} Expected is one object a line, such as {{\"_id\": \"7\", \"text\": \"...\"}}; " +
                "correct the line.", invalid);
        }
    }

    private ReadItem TooLong(SourceFile file, long line) => Skip(file, line, new UnreadableException(ReadProblemKind.TooLarge,
        FormattableString.Invariant($"The line has more than {options.MaxRecordLength} bytes, the limit for one record. ") +
        "Split it.") { Option = nameof(ReadOptions.MaxRecordLength) });

    /// <summary>Removes the parser's line number, which counts within the line and would contradict ours.</summary>
    private static string Reason(JsonException invalid)
    {
        var at = invalid.Message.IndexOf(" LineNumber:", StringComparison.Ordinal);
        var reason = at < 0 ? invalid.Message : invalid.Message[..at];
        return invalid.BytePositionInLine is { } position ? FormattableString.Invariant($"{reason} (at byte {position + 1})") : reason;
    }
}
