using System.Runtime.CompilerServices;
using Lodestone.Ingestion.Isolation.Host;
using Lodestone.Ingestion.Isolation.Wire;
using Lodestone.Ingestion.Listing;
using Lodestone.Ingestion.Readers.Shared;

namespace Lodestone.Ingestion.Readers;

/// <summary>Reads a file in a worker process, with the result that its reader has in this one.</summary>
/// <param name="format">The format.</param>
/// <param name="options">The options.</param>
/// <param name="workers">The processes.</param>
internal sealed class IsolatedReader(FileFormat format, ReadOptions options, WorkerPool workers) : FormatReader
{
    public override async IAsyncEnumerable<ReadItem> ReadAsync(
        SourceFile file, Stream stream, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var content = await WholeFileReader.LoadAsync(file, stream, options, cancellationToken).ConfigureAwait(false);
        var request = new ReadRequest(file, format, options, content.Length);
        var extraction = new IsolatedExtraction(workers, request, content);
        await using (extraction.ConfigureAwait(false))
        {
            while (await extraction.NextAsync(cancellationToken).ConfigureAwait(false) is { } item)
                yield return item;
        }
    }
}
