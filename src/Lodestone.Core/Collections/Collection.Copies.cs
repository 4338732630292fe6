using Lodestone.Backup;
using Lodestone.Export;
using Lodestone.Storage;

namespace Lodestone;

/// <content>Copies: a backup of everything, and an export that another collection imports.</content>
public sealed partial class Collection
{
    /// <summary>Copies the collection into another folder, while it is searched and written; the copy is a collection itself.</summary>
    /// <remarks>
    /// <para>
    /// The copy is the collection as of one commit, on the disk when the call ends: the same documents, vectors and indexes, and so the
    /// same hits and scores. Its indexes are saved first, if the collection is open for writing. Writing goes on meanwhile; while the
    /// store is copied its log cannot be truncated, and grows with every commit.
    /// </para>
    /// <para>
    /// The folder becomes a collection in one step at the end. A backup that fails or is cancelled leaves nothing in it; one whose process
    /// is killed leaves files that do not open, which the next backup into the same folder deletes.
    /// </para>
    /// </remarks>
    /// <param name="folder">
    /// The folder to create: a missing or an empty one, outside of the collection. To restore, open it, or move it to another place first.
    /// </param>
    /// <param name="progress">Receives the bytes written, on another thread. Default: null, no receiver.</param>
    /// <param name="cancellationToken">Honoured every few megabytes.</param>
    /// <exception cref="InvalidArgumentException">
    /// <paramref name="folder"/> is a file, is not empty, lies within the collection, or is that of a backup in progress.
    /// </exception>
    /// <exception cref="StoreException">The store cannot be read, or the backup cannot be written; the collection is unchanged.</exception>
    public Task<BackupReport> BackupAsync(
        string folder, IProgress<BackupProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        InvalidArgumentException.ThrowIfBlank(folder);
        return BackupAsync(folder, progress, stepPages: null, cancellationToken);
    }

    /// <summary>Writes all documents with their passages, token ids and vectors, as of one commit (docs/formats/export.md).</summary>
    /// <remarks>
    /// <see cref="ImportAsync"/> reads it without a model run. The stream is UTF-8, a line a document. While the call lasts the store's log
    /// cannot be truncated, so do not write to a stream that may pause for long.
    /// </remarks>
    /// <param name="destination">The stream, which stays the caller's and is flushed at the end.</param>
    /// <param name="progress">Receives the number of documents written, and of all. Default: null, no receiver.</param>
    /// <param name="cancellationToken">Honoured between documents; the stream then ends early, which an import reports.</param>
    /// <returns>The number of documents.</returns>
    /// <exception cref="StoreException">The store cannot be read.</exception>
    /// <exception cref="InvalidStateException">The collection was never opened for writing, and so has no vectors.</exception>
    public Task<long> ExportAsync(
        Stream destination,
        IProgress<(long Documents, long TotalDocuments)>? progress = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(destination);
        return new ExportRun(_store, destination, progress).RunAsync(cancellationToken);
    }

    /// <summary>Upserts the documents of an export with the vectors that it has for them: nothing is embedded.</summary>
    /// <remarks>
    /// <para>
    /// The export has the model and the sizes of passages of this collection, or this collection has no documents and was opened without
    /// a choice of them; then it takes those of the export. An identical document is skipped, another one of the same id replaced.
    /// Documents are written in atomic batches.
    /// </para>
    /// <para>
    /// Everything in the stream is checked except that the vectors are those of the texts: import what you trust. A line that cannot be
    /// used is a problem of the report, and so is a stream that ends early.
    /// </para>
    /// </remarks>
    /// <param name="source">The stream, which stays the caller's.</param>
    /// <param name="progress">Receives the progress after each batch. Default: null, no receiver.</param>
    /// <param name="cancellationToken">Honoured between lines; committed batches stay.</param>
    /// <exception cref="ExportException">
    /// The stream is no export, has an unknown version, or has vectors of another model; nothing was written.
    /// </exception>
    /// <exception cref="StoreException">A batch could not be written; those before it are kept.</exception>
    /// <exception cref="InvalidOperationException">The collection was opened for reading only.</exception>
    public async Task<IndexingReport> ImportAsync(
        Stream source, IProgress<IndexingProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(source);
        _ = _committer.Space;
        var lines = new ExportLines(source);
        var header = await Task.Run(() => ImportRun.ReadHeaderAsync(lines, cancellationToken), cancellationToken).ConfigureAwait(false);
        return await TakeInAsync(lines, header, progress, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Opens a collection, imports an export as <see cref="ImportAsync"/> does, and closes it.</summary>
    /// <remarks>A new collection takes the model of the export, which need not be on this machine until texts are to be embedded.</remarks>
    /// <param name="folder">The folder of the collection, which is created if it is missing.</param>
    /// <param name="source">The stream, which stays the caller's.</param>
    /// <param name="options">The options of the collection. Default: those of <see cref="CollectionOptions"/>.</param>
    /// <param name="progress">Receives the progress after each batch. Default: null, no receiver.</param>
    /// <param name="cancellationToken">Honoured between lines; committed batches stay.</param>
    /// <exception cref="ExportException">
    /// The stream is no export, has an unknown version, or has vectors of another model; nothing was written.
    /// </exception>
    /// <exception cref="StoreException">The collection cannot be opened or written; batches that were committed are kept.</exception>
    public static async Task<IndexingReport> ImportIntoAsync(
        string folder,
        Stream source,
        CollectionOptions? options = null,
        IProgress<IndexingProgress>? progress = null,
        CancellationToken cancellationToken = default)
    {
        InvalidArgumentException.ThrowIfBlank(folder);
        ArgumentNullException.ThrowIfNull(source);
        options ??= new CollectionOptions();
        options.Validate();
        var lines = new ExportLines(source);
        var header = await Task.Run(() => ImportRun.ReadHeaderAsync(lines, cancellationToken), cancellationToken).ConfigureAwait(false);
        if (!IsModelAskedFor(options) && !Exists(folder))
        {
            await StoreThreads.RunLongAsync(
                () => ImportTarget.Create(folder, options.Durability, header, cancellationToken), cancellationToken).ConfigureAwait(false);
        }

        var collection = await OpenAsync(folder, options, cancellationToken).ConfigureAwait(false);
        await using (collection.ConfigureAwait(false))
            return await collection.TakeInAsync(lines, header, progress, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>A backup with steps of a number of pages, which a test makes small.</summary>
    internal Task<BackupReport> BackupAsync(
        string folder, IProgress<BackupProgress>? progress, int? stepPages, CancellationToken cancellationToken) =>
        new BackupRun(_store, _history, _committer, progress).RunAsync(folder, stepPages, cancellationToken);

    private static bool IsModelAskedFor(CollectionOptions options) =>
        options.BiEncoder is not null || options.Embedder is not null || options.Passages is not null;

    private async Task<IndexingReport> TakeInAsync(
        ExportLines lines, ExportHeader header, IProgress<IndexingProgress>? progress, CancellationToken cancellationToken)
    {
        var space = await ImportTarget.FindAsync(_store, _committer, header, IsModelAskedFor(_options), cancellationToken)
            .ConfigureAwait(false);
        var run = new ImportRun(_committer, lines, header, _options.TimeProvider, progress);
        var report = await Task.Run(() => run.RunAsync(space, cancellationToken), cancellationToken).ConfigureAwait(false);
        _log.Indexed(report.Added + report.Replaced, report.Unchanged, report.Problems.Count);
        return report;
    }
}
