using System.Runtime.CompilerServices;
using Lodestone.Ingestion.Formats;
using Lodestone.Ingestion.Listing;
using Lodestone.Ingestion.Readers.Shared;
using Lodestone.Ingestion.Readers.Xlsx;

namespace Lodestone.Ingestion.Readers;

/// <summary>Reads a workbook, each sheet a document. One sheet is in memory at a time.</summary>
internal sealed class SheetReader(ReadOptions options) : FormatReader
{
    public override async IAsyncEnumerable<ReadItem> ReadAsync(
        SourceFile file, Stream stream, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var content = await WholeFileReader.LoadAsync(file, stream, options, cancellationToken).ConfigureAwait(false);
        // Left to the collector when the caller stops: an abandoned parser may still be in it.
        var sheets = XlsxExtractor.Extract(content, file.Stem, cancellationToken).GetEnumerator();
        var any = false;
        while (await ParserThread.RunAsync(() => Next(file, sheets), cancellationToken).ConfigureAwait(false) is { } item)
        {
            any = true;
            yield return item;
        }

        if (!any)
        {
            throw new UnreadableException(ReadProblemKind.NoText,
                "It has no text to search: no cell of a sheet has a value. Exclude it, or add text.");
        }
    }

    private static ReadItem? Next(SourceFile file, IEnumerator<Extraction> sheets) => WholeFileReader.Guard(
        FileFormat.Xlsx, () => sheets.MoveNext() ? WholeFileReader.ToItem(file, sheets.Current, null, 0) : null);
}
