using Lodestone.Collections;
using Lodestone.Diagnostics;
using Lodestone.Documents;
using Lodestone.Encoders;
using Lodestone.Indexing;
using Lodestone.Search;
using Lodestone.Search.Rerank;
using Lodestone.Snapshots;
using Lodestone.Spaces;
using Lodestone.Storage;
using Lodestone.Writing;

namespace Lodestone;

/// <summary>A searchable set of documents: embedded once, stored in one folder, searched in two stages.</summary>
/// <remarks>
/// Thread-safe. Any number of searches run beside one writer, and each search sees one snapshot. One process may have a collection open
/// for writing; other processes may read it at the same time, and see committed batches.
/// </remarks>
public sealed partial class Collection : IAsyncDisposable
{
    /// <summary>The folder of a collection where none is given, in the working folder.</summary>
    public const string DefaultFolder = ".lodestone";

    private readonly CollectionOptions _options;
    private readonly DocumentStore _store;
    private readonly ModelPool _models;
    private readonly EncoderSource _encoders;
    private readonly SnapshotOpener _opener;
    private readonly SnapshotHistory _history;
    private readonly BatchCommitter _committer;
    private readonly Reembedding _reembedding;
    private readonly Reranker _reranker;
    private readonly Searcher _searcher;
    private readonly CollectionLog _log;
    private readonly DocumentReader _reader;
    private int _closed;

    private Collection(DocumentStore store, CollectionOptions options)
    {
        _options = options;
        _store = store;
        _models = options.Models ?? new ModelPool
        {
            ModelsFolder = options.ModelsFolder,
            ExecutionProvider = options.ExecutionProvider ?? ExecutionProvider.Cpu,
        };
        var space = new SpaceOptions
        {
            BiEncoder = options.BiEncoder,
            PreloadBiEncoder = options.PreloadBiEncoder,
            Passages = options.Passages,
            Chunker = options.Chunker,
            Embedder = options.Embedder,
            EmbedderOptions = options.EmbedderOptions,
            TokenCounter = options.TokenCounter,
            Clock = options.TimeProvider,
            Keywords = options.Keywords,
            ExactUpTo = options.ExactUpTo,
            RebuildIndexes = options.RebuildIndexes,
            QueryCacheBytes = options.QueryCacheBytes,
        };
        _encoders = new EncoderSource(_models, space);
        _opener = new SnapshotOpener(store, space, _encoders);
        _history = new SnapshotHistory(store, _opener);
        _committer = new BatchCommitter(store, _opener, _history);
        _log = new CollectionLog(options.LoggerFactory, store.Folder);
        _reembedding = new Reembedding(store, _committer, _history, options.Chunker, options.TimeProvider, _log);
        var own = options.Reranker is { } reranker ? new ApplicationReranker(reranker, options.TimeProvider) : null;
        _reranker = new Reranker(_models, options.CrossEncoder, own, options.PairCacheBytes);
        _searcher = new Searcher(_history, _reranker, options.TimeProvider, _log);
        _reader = new DocumentReader(store);
    }

    /// <summary>The folder of the collection.</summary>
    public string Folder => _store.Folder;

    /// <summary>Whether the collection was opened for reading only.</summary>
    public bool IsReadOnly => _store.IsReadOnly;

    /// <summary>
    /// The bi-encoder of the vectors: a bundled name or a folder's full path, and of an application's embedder its provider and model;
    /// null while the collection is empty and read-only.
    /// </summary>
    /// <remarks>
    /// The checksum of the model's files identifies it, and the place is where it was found last. An opening that names another place
    /// stores that one, if the same model is there. When a folder is gone, a bundled model with the checksum is used, with a notice.
    /// </remarks>
    public string? BiEncoder => _history.Current?.Space.Stored.Space.Name;

    /// <summary>Repairs made while opening, such as the rebuild of a damaged index.</summary>
    /// <remarks>Empty when none were needed.</remarks>
    public IReadOnlyList<string> Notices => _opener.Notices;

    /// <summary>Whether a folder has a collection. It says nothing about the collection's condition.</summary>
    /// <param name="folder">The folder.</param>
    public static bool Exists(string folder) => File.Exists(Path.Combine(folder, Schema.FileName));

    /// <summary>Opens a collection; creates a missing one unless it is opened for reading only.</summary>
    /// <param name="folder">The folder of the collection.</param>
    /// <param name="options">The options. Default: those of <see cref="CollectionOptions"/>.</param>
    /// <param name="cancellationToken">Honoured while indexes catch up with the store.</param>
    /// <exception cref="StoreException">The store is missing, in use, damaged, or not writable.</exception>
    /// <exception cref="ModelLoadException">The requested model cannot be used, or its vectors differ from the collection's.</exception>
    public static async Task<Collection> OpenAsync(
        string folder, CollectionOptions? options = null, CancellationToken cancellationToken = default)
    {
        InvalidArgumentException.ThrowIfBlank(folder);
        options ??= new CollectionOptions();
        options.Validate();
        // Disk and models are never waited for on the caller's thread, here and in every other method.
        var store = await StoreThreads.RunLongAsync(
            () => options.ReadOnly ? DocumentStore.OpenReadOnly(folder) : DocumentStore.Open(folder, options.Durability),
            CancellationToken.None).ConfigureAwait(false);
        var collection = new Collection(store, options);
        try
        {
            if (options.PreloadCrossEncoder)
                collection._reranker.Begin();
            await Task.Run(() => collection._history.OpenAsync(cancellationToken), CancellationToken.None).ConfigureAwait(false);
            collection._log.Opened(collection.Notices);
            return collection;
        }
        catch (Exception error)
        {
            await collection.DisposeAsync().ConfigureAwait(false);
            if (error is (IOException and not IndexLockedException) or UnauthorizedAccessException)
                throw StoreErrors.FromIndexes(error, folder);
            throw;
        }
    }

    /// <summary>Upserts documents by id in one atomic batch.</summary>
    /// <remarks>A document replaces the stored one with its id; an identical document is skipped.</remarks>
    /// <param name="documents">The documents; when two have the same id, the last one wins. Their metadata is copied at once.</param>
    /// <param name="options">How the models are run. Default: those of <see cref="WriteOptions"/>.</param>
    /// <param name="cancellationToken">Honoured until the commit.</param>
    /// <exception cref="ArgumentException">A document of <paramref name="documents"/> cannot be stored; nothing was written.</exception>
    /// <exception cref="StoreException">The batch could not be written; nothing of it was kept.</exception>
    public Task<UpsertReport> UpsertAsync(
        IReadOnlyList<Document> documents, WriteOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(documents);
        Document[] taken = [.. documents.Select(DocumentRules.Take)];
        return WriteAsync();

        async Task<UpsertReport> WriteAsync()
        {
            using var activity = LodestoneDiagnostics.Activities.StartActivity("lodestone.upsert");
            var writer = await WriterAsync(options, cancellationToken).ConfigureAwait(false);
            return await writer.WriteAsync(taken, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Writes a stream of documents in batches; reading, chunking, embedding and writing overlap.</summary>
    /// <param name="source">The documents, and the problems of those that could not be read, which go into the report.</param>
    /// <param name="options">How the models are run. Default: those of <see cref="WriteOptions"/>.</param>
    /// <param name="progress">Receives the progress after each batch, and from time to time in between.</param>
    /// <param name="cancellationToken">Honoured between model runs; committed batches stay.</param>
    /// <exception cref="StoreException">A batch could not be written; those before it are kept.</exception>
    public async Task<IndexingReport> IndexAsync(
        IAsyncEnumerable<ReadItem> source,
        WriteOptions? options = null,
        IProgress<IndexingProgress>? progress = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(source);
        var writer = await WriterAsync(options, cancellationToken).ConfigureAwait(false);
        var run = new IndexingRun(writer, _options.TimeProvider, progress);
        var report = await run.RunAsync(source, cancellationToken).ConfigureAwait(false);
        _log.Indexed(report.Added + report.Replaced, report.Unchanged, report.Problems.Count);
        return report;
    }

    /// <inheritdoc cref="IndexAsync(IAsyncEnumerable{ReadItem}, WriteOptions?, IProgress{IndexingProgress}?, CancellationToken)"/>
    /// <param name="documents">
    /// The documents. One that cannot be stored is a problem of the report, with its number in the stream, from 1, as its line.
    /// </param>
    /// <param name="options">How the models are run. Default: those of <see cref="WriteOptions"/>.</param>
    /// <param name="progress">Receives the progress after each batch, and from time to time in between.</param>
    /// <param name="cancellationToken">Honoured between model runs; committed batches stay.</param>
    public Task<IndexingReport> IndexAsync(
        IAsyncEnumerable<Document> documents,
        WriteOptions? options = null,
        IProgress<IndexingProgress>? progress = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(documents);
        return IndexAsync(ReadItems.Of(documents, cancellationToken), options, progress, cancellationToken);
    }

    /// <inheritdoc cref="IndexAsync(IAsyncEnumerable{Document}, WriteOptions?, IProgress{IndexingProgress}?, CancellationToken)"/>
    /// <param name="documents">The documents, enumerated once on a thread of the pool.</param>
    /// <param name="options">How the models are run. Default: those of <see cref="WriteOptions"/>.</param>
    /// <param name="progress">Receives the progress after each batch, and from time to time in between.</param>
    /// <param name="cancellationToken">Honoured between model runs; committed batches stay.</param>
    public Task<IndexingReport> IndexAsync(
        IEnumerable<Document> documents,
        WriteOptions? options = null,
        IProgress<IndexingProgress>? progress = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(documents);
        return IndexAsync(ReadItems.Of(documents.ToAsyncEnumerable(), cancellationToken), options, progress, cancellationToken);
    }

    /// <summary>Deletes documents in one atomic batch.</summary>
    /// <returns>The number of documents that were deleted.</returns>
    /// <exception cref="ArgumentException">An id of <paramref name="ids"/> is null; nothing was deleted.</exception>
    public Task<int> DeleteAsync(IReadOnlyList<string> ids, CancellationToken cancellationToken = default)
    {
        ThrowIfNullOrHasNull(ids);
        return _committer.WriteAsync(batch => ids.Count(batch.Delete), cancellationToken);
    }

    /// <summary>Deletes the documents that match a filter in one atomic batch.</summary>
    /// <remarks>The filter is always strict, so that a misspelt field below a <c>not</c> cannot delete everything.</remarks>
    /// <returns>The number of documents that were deleted.</returns>
    /// <exception cref="FilterException">The filter compares a field with a wrong kind, or is strict and has an unknown field.</exception>
    public Task<int> DeleteAsync(Filter filter, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(filter);
        return _committer.WriteAsync(batch => batch.Delete(filter, cancellationToken), cancellationToken);
    }

    /// <summary>Searches passages: retrieves by words and by meaning, fuses, and reranks the best with the cross-encoder.</summary>
    /// <param name="query">The query, in plain words without query syntax. Not blank.</param>
    /// <param name="options">How to search.</param>
    /// <param name="cancellationToken">Honoured within every stage.</param>
    /// <exception cref="ArgumentException"><paramref name="query"/> is blank or too long, or an option is out of range.</exception>
    /// <exception cref="FilterException">
    /// The filter compares a field with a wrong kind, or <see cref="SearchOptions.Strict"/> is set and no document has a field of it.
    /// </exception>
    /// <exception cref="SearchFailedException">
    /// Every first stage failed, or the budget ended before the filter was evaluated. If one stage succeeded, the other's failure is in the
    /// trace.
    /// </exception>
    public Task<SearchResult> SearchAsync(string query, SearchOptions? options = null, CancellationToken cancellationToken = default) =>
        Task.Run(() => _searcher.SearchAsync(query, options ?? new SearchOptions(), null, cancellationToken), CancellationToken.None);

    /// <summary>Searches once and returns every stage's ranking of all candidates, to measure each stage's contribution.</summary>
    /// <param name="query">The query, as in <see cref="SearchAsync(string, SearchOptions?, CancellationToken)"/>.</param>
    /// <param name="options">
    /// How to search; its paging, its limit of passages per document and its minimum probability are ignored. Default: a search at full
    /// effort.
    /// </param>
    /// <param name="cancellationToken">Honoured within every stage.</param>
    /// <exception cref="ArgumentException"><paramref name="query"/> is blank or too long, or an option is out of range.</exception>
    /// <exception cref="FilterException">
    /// The filter compares a field with a wrong kind, or <see cref="SearchOptions.Strict"/> is set and no document has a field of it.
    /// </exception>
    /// <exception cref="SearchFailedException">
    /// Every first stage failed, or the budget ended before the filter was evaluated.
    /// </exception>
    public Task<StageRankings> RankByStageAsync(
        string query, SearchOptions? options = null, CancellationToken cancellationToken = default)
    {
        options ??= new SearchOptions { Rerank = new SearchRerankOptions { Effort = RerankEffort.Full } };
        // Rankings have no pages, so the paging options are not validated.
        options = options with { Top = 1, Skip = 0, PassagesPerDocument = 0, MinProbability = null };
        return Task.Run(() => _searcher.RankByStageAsync(query, options, cancellationToken), CancellationToken.None);
    }

    /// <summary>
    /// Searches in two steps, for a caller who shows the fused hits while the cross-encoder runs: first a result in fused order, then the
    /// final one, which equals that of <see cref="SearchAsync(string, SearchOptions?, CancellationToken)"/>.
    /// </summary>
    /// <remarks>
    /// The search always returns two results of one pass: nothing is computed twice, and the second is in flight while the caller handles
    /// the first. In the first result, hits that the cross-encoder will read are marked <see cref="RerankOutcome.Pending"/>, and the trace
    /// ends there. Leaving the enumeration early cancels the search.
    /// </remarks>
    /// <param name="query">The query, as in <see cref="SearchAsync(string, SearchOptions?, CancellationToken)"/>.</param>
    /// <param name="options">How to search.</param>
    /// <param name="cancellationToken">Honoured within every stage.</param>
    /// <exception cref="ArgumentException"><paramref name="query"/> is blank or too long, or an option is out of range.</exception>
    /// <exception cref="FilterException">
    /// The filter compares a field with a wrong kind, or <see cref="SearchOptions.Strict"/> is set and no document has a field of it.
    /// </exception>
    /// <exception cref="SearchFailedException">
    /// Every first stage failed, or the budget ended before the filter was evaluated.
    /// </exception>
    public IAsyncEnumerable<SearchResult> SearchStepsAsync(
        string query, SearchOptions? options = null, CancellationToken cancellationToken = default) =>
        _searcher.SearchStepsAsync(query, options ?? new SearchOptions(), cancellationToken);

    /// <summary>Measures the collection: its contents, its size on disk, and the health of its index.</summary>
    public Task<CollectionStats> StatsAsync(CancellationToken cancellationToken = default) =>
        StoreThreads.RunAsync(() => CollectionSurvey.Stats(_store, _history.Current?.Space, _reranker.Name), cancellationToken);

    /// <summary>Checks, fast enough for a probe, whether documents can be written and searches can run every stage.</summary>
    /// <remarks>It writes and deletes one empty file in the collection's folder, and loads no model.</remarks>
    public Task<CollectionHealth> CheckHealthAsync(CancellationToken cancellationToken = default) =>
        StoreThreads.RunAsync(() => CollectionSurvey.Health(_store, _history, _encoders, _options, _models), cancellationToken);

    /// <summary>Checks for damage in the store, in the indexes, and between them.</summary>
    /// <param name="full">Whether to read every page of the store, which is slow for a large one. Default: true.</param>
    /// <param name="cancellationToken">Honoured between steps.</param>
    public Task<CheckReport> CheckAsync(bool full = true, CancellationToken cancellationToken = default) =>
        CollectionSurvey.CheckAsync(_store, _history, _opener.Notices, full, cancellationToken);

    /// <summary>Writes the indexes to disk, so that the next opening need not catch up.</summary>
    /// <remarks>Closing does the same.</remarks>
    /// <exception cref="StoreException">The indexes could not be written; the documents are kept.</exception>
    /// <exception cref="InvalidOperationException">The collection was opened for reading only.</exception>
    public Task SaveAsync(CancellationToken cancellationToken = default)
    {
        _ = _committer.Space;
        return _history.AloneAsync(_committer.Save, cancellationToken);
    }

    /// <summary>Saves the indexes and closes the collection; in-flight searches finish if the encoders are shared.</summary>
    /// <exception cref="StoreException">
    /// The indexes could not be written. The collection is closed nevertheless; the next opening brings the indexes up to date.
    /// </exception>
    public async ValueTask DisposeAsync()
    {
        try
        {
            await Task.Run(() => _history.CloseAsync(() =>
            {
                if (!IsReadOnly)
                    _committer.Save();
            }).AsTask()).ConfigureAwait(false);
        }
        finally
        {
            if (Interlocked.Exchange(ref _closed, 1) == 0)
            {
                _reembedding.Dispose();
                _reranker.Dispose();
                _store.Dispose();
                if (_options.Models is null)
                    _models.Dispose();
            }
        }
    }

    private async Task<DocumentWriter> WriterAsync(WriteOptions? options, CancellationToken cancellationToken) =>
        await DocumentWriter.CreateAsync(_store, _committer, options ?? new WriteOptions(), cancellationToken).ConfigureAwait(false);

    private static void ThrowIfNullOrHasNull(IReadOnlyList<string> ids)
    {
        ArgumentNullException.ThrowIfNull(ids);
        if (ids.Any(id => id is null))
            throw new InvalidArgumentException(ErrorCodes.ValueNull, "One of the ids is null. Give ids of documents.", nameof(ids));
    }
}
