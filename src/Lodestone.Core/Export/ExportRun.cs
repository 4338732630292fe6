using System.Buffers;
using System.Text.Json;
using Lodestone.Storage;

namespace Lodestone.Export;

/// <summary>Writes a collection as of one snapshot: documents with passages, token ids and vectors.</summary>
internal sealed class ExportRun(
    DocumentStore store, Stream destination, IProgress<(long Documents, long TotalDocuments)>? progress)
{
    // Bytes after which a portion is written; a document is never divided.
    private const int Portion = 1 << 18;

    /// <summary>Runs to the end, and returns the number of documents.</summary>
    public async Task<long> RunAsync(CancellationToken cancellationToken)
    {
        // The snapshot is held between portions, but no thread is.
        using var snapshot = await StoreThreads.RunAsync(store.Snapshot, cancellationToken).ConfigureAwait(false);
        if (snapshot.ActiveSpace is not { } space)
        {
            throw new InvalidStateException(
                ErrorCodes.VectorSpaceInvalid,
                $"The collection '{store.Folder}' was never opened for writing, so it has no vectors to export. Open it for writing once.");
        }

        var header = new ExportHeader
        {
            Format = ExportFormat.Name,
            Version = ExportFormat.Version,
            Documents = snapshot.Documents,
            Model = ExportedModel.Of(space.Space),
        };
        var portion = new ArrayBufferWriter<byte>(2 * Portion);
        Write(portion, writer => JsonSerializer.Serialize(writer, header, ExportFormat.Written.ExportHeader));
        using var documents = snapshot.Stream().GetEnumerator();
        var written = 0L;
        for (var more = true; more;)
        {
            more = await StoreThreads.RunAsync(Fill, CancellationToken.None).ConfigureAwait(false);
            await destination.WriteAsync(portion.WrittenMemory, cancellationToken).ConfigureAwait(false);
            portion.ResetWrittenCount();
            progress?.Report((written, snapshot.Documents));
        }

        await destination.FlushAsync(cancellationToken).ConfigureAwait(false);
        return written;

        bool Fill()
        {
            while (portion.WrittenCount < Portion)
            {
                cancellationToken.ThrowIfCancellationRequested();
                if (!documents.MoveNext())
                    return false;
                var document = documents.Current;
                var line = ExportedDocument.Of(document.Document, snapshot.ReadWhole(space, document.Number));
                Write(portion, writer => JsonSerializer.Serialize(writer, line, ExportFormat.Written.ExportedDocument));
                written++;
            }

            return true;
        }
    }

    private static void Write(ArrayBufferWriter<byte> portion, Action<Utf8JsonWriter> write)
    {
        using (var writer = new Utf8JsonWriter(portion, new JsonWriterOptions { Encoder = ExportFormat.Written.Options.Encoder }))
            write(writer);
        portion.Write("\n"u8);
    }
}
