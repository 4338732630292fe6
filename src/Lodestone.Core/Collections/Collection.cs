using Lodestone.Collections;
using Lodestone.Encoders;
using Lodestone.Indexing;
using Lodestone.Search;
using Lodestone.Search.Rerank;
using Lodestone.Snapshots;
using Lodestone.Spaces;
using Lodestone.Storage;
using Lodestone.Writing;

namespace Lodestone;

/// <summary>Documents that can be searched: embedded once, kept in one folder, found in two stages.</summary>
/// <remarks>
/// Thread-safe. Any number of searches run beside one writer, and each sees the collection as it was at one moment. One process may have
/// a collection open for writing; others may read it meanwhile, and see what was committed.
/// </remarks>
public sealed class Collection : IAsyncDisposable
{
    private readonly CollectionOptions _options;
    private readonly DocumentStore _store;
    private readonly ModelPool _models;
    private readonly SnapshotOpener _opener;
    private readonly SnapshotHistory _history;
    private readonly BatchCommitter _committer;
    private readonly Reembedding _reembedding;
    private readonly Reranker _reranker;
    private readonly Searcher _searcher;
    private int _closed;

    private Collection(DocumentStore store, CollectionOptions options)
    {
        _options = options;
        _store = store;
        _models = options.Models ?? new ModelPool();
        var space = new SpaceOptions
        {
            BiEncoder = options.BiEncoder,
            PreloadBiEncoder = options.Preload.HasFlag(PreloadModels.BiEncoder),
            Passages = options.Passages,
            Keywords = options.Keywords,
            ExactUpTo = options.ExactUpTo,
            RebuildIndexes = options.RebuildIndexes,
            QueryCacheBytes = options.QueryCacheBytes,
        };
        _opener = new SnapshotOpener(store, space, _models);
        _history = new SnapshotHistory(store, _opener);
        _committer = new BatchCommitter(store, _opener, _history);
        _reembedding = new Reembedding(store, _committer, _history, _models);
        _reranker = new Reranker(_models, options.CrossEncoder, options.PairCacheBytes);
        _searcher = new Searcher(_history, _reranker, options.TimeProvider);
    }

    /// <summary>The folder it is kept in.</summary>
    public string Folder => _store.Folder;

    /// <summary>Whether it was opened for reading only.</summary>
    public bool IsReadOnly => _store.IsReadOnly;

    /// <summary>The bi-encoder it is embedded with: a bundled name or a folder; null while it is empty and open for reading only.</summary>
    public string? BiEncoder => _history.Current?.Space.Stored.Space.Model;

    /// <summary>What had to be done when it was opened, such as building a damaged index anew. Empty when nothing had to.</summary>
    public IReadOnlyList<string> Notices => _opener.Notices;

    /// <summary>Opens a collection; makes it when it is not there and not opened for reading only.</summary>
    /// <param name="folder">The folder it is kept in.</param>
    /// <param name="options">How to open it.</param>
    /// <param name="cancellationToken">Honoured while indexes are brought up to date.</param>
    /// <exception cref="StoreException">The store cannot be opened: it is missing, in use, damaged, or may not be written.</exception>
    /// <exception cref="ModelLoadException">The model asked for cannot be used, or gives other vectors than the collection's.</exception>
    public static async Task<Collection> OpenAsync(
        string folder, CollectionOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(folder);
        options ??= new CollectionOptions();
        options.Validate();
        var store = options.ReadOnly ? DocumentStore.OpenReadOnly(folder) : DocumentStore.Open(folder, options.Durability);
        var collection = new Collection(store, options);
        try
        {
            if (options.Preload.HasFlag(PreloadModels.CrossEncoder))
                collection._reranker.Begin();
            await collection._history.OpenAsync(cancellationToken).ConfigureAwait(false);
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

    /// <summary>Writes documents in one atomic batch: all of them, or none.</summary>
    /// <remarks>A document whose id is there takes its place; one that is there to the letter costs nothing.</remarks>
    /// <param name="documents">The documents; of two with one id the last is taken.</param>
    /// <param name="cancellationToken">Honoured until the commit.</param>
    /// <exception cref="ArgumentException">A document cannot be stored; nothing was written.</exception>
    /// <exception cref="StoreException">The batch could not be written; nothing of it was kept.</exception>
    public Task<UpsertReport> UpsertAsync(IReadOnlyList<Document> documents, CancellationToken cancellationToken = default) =>
        UpsertAsync(documents, new WriteOptions(), cancellationToken);

    /// <inheritdoc cref="UpsertAsync(IReadOnlyList{Document}, CancellationToken)" />
    /// <param name="documents">The documents; of two with one id the last is taken.</param>
    /// <param name="options">How the models are run.</param>
    /// <param name="cancellationToken">Honoured until the commit.</param>
    public async Task<UpsertReport> UpsertAsync(
        IReadOnlyList<Document> documents, WriteOptions options, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(documents);
        ArgumentNullException.ThrowIfNull(options);
        var writer = await DocumentWriter.CreateAsync(_store, _committer, options, cancellationToken).ConfigureAwait(false);
        return await writer.WriteAsync(documents, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Writes a stream of documents in batches; reading, cutting, embedding and writing overlap.</summary>
    /// <param name="source">What was read, and what could not be: problems are passed on to the report.</param>
    /// <param name="progress">Told after each batch, and from time to time in between.</param>
    /// <param name="cancellationToken">Honoured between model runs; batches that were committed stay.</param>
    /// <exception cref="StoreException">A batch could not be written; those before it are kept.</exception>
    public Task<IndexingReport> IndexAsync(
        IAsyncEnumerable<ReadItem> source, IProgress<IndexingProgress>? progress = null, CancellationToken cancellationToken = default) =>
        IndexAsync(source, new WriteOptions(), progress, cancellationToken);

    /// <inheritdoc cref="IndexAsync(IAsyncEnumerable{ReadItem}, IProgress{IndexingProgress}?, CancellationToken)" />
    /// <param name="source">What was read, and what could not be: problems are passed on to the report.</param>
    /// <param name="options">How the models are run.</param>
    /// <param name="progress">Told after each batch, and from time to time in between.</param>
    /// <param name="cancellationToken">Honoured between model runs; batches that were committed stay.</param>
    public async Task<IndexingReport> IndexAsync(
        IAsyncEnumerable<ReadItem> source,
        WriteOptions options,
        IProgress<IndexingProgress>? progress = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(options);
        var writer = await DocumentWriter.CreateAsync(_store, _committer, options, cancellationToken).ConfigureAwait(false);
        return await new IndexingRun(writer, _options.TimeProvider, progress).RunAsync(source, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Deletes documents in one atomic batch, and returns how many there were.</summary>
    /// <exception cref="ArgumentException">An id is null; nothing was deleted.</exception>
    public Task<int> DeleteAsync(IReadOnlyList<string> ids, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(ids);
        if (ids.Any(id => id is null))
            throw new ArgumentException("One of the ids is null. Give the ids of the documents to delete.", nameof(ids));
        return _committer.WriteAsync(batch => ids.Count(batch.Delete), cancellationToken);
    }

    /// <summary>Deletes the documents for which a filter holds, in one atomic batch, and returns how many there were.</summary>
    /// <exception cref="FilterException">The filter names a field or a kind that is not there.</exception>
    public Task<int> DeleteAsync(Filter filter, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(filter);
        return _committer.WriteAsync(batch => batch.Delete(filter, cancellationToken), cancellationToken);
    }

    /// <summary>A document by its id; null when there is none.</summary>
    public Document? Get(string id)
    {
        ArgumentNullException.ThrowIfNull(id);
        using var snapshot = _store.Snapshot();
        return snapshot.Find(id)?.Document;
    }

    /// <summary>Documents by rising id, those after an id, at most so many: page by page with the last id of the page before.</summary>
    public IReadOnlyList<Document> List(string? after = null, int top = 100)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(top, 1);
        using var snapshot = _store.Snapshot();
        return [.. snapshot.List(after, top).Select(d => d.Document)];
    }

    /// <summary>How many documents there are.</summary>
    public long Count()
    {
        using var snapshot = _store.Snapshot();
        return snapshot.Documents;
    }

    /// <summary>How many passages there are: what is embedded and found.</summary>
    public long CountPassages()
    {
        using var snapshot = _store.Snapshot();
        return snapshot.Passages;
    }

    /// <summary>How many documents there are for which a filter holds.</summary>
    /// <exception cref="FilterException">The filter names a field or a kind that is not there.</exception>
    public long Count(Filter filter, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(filter);
        using var snapshot = _store.Snapshot();
        return snapshot.Count(filter, cancellationToken);
    }

    /// <summary>Finds passages: retrieves by words and by meaning, fuses, and has the cross-encoder read the best again.</summary>
    /// <param name="query">What is asked, in plain words: there is no query syntax. Not blank.</param>
    /// <param name="options">How to search.</param>
    /// <param name="cancellationToken">Honoured within every stage.</param>
    /// <exception cref="ArgumentException">The query is blank or too long, or an option is out of range.</exception>
    /// <exception cref="FilterException">The filter names a field or a kind that is not there.</exception>
    /// <exception cref="SearchFailedException">
    /// No first stage could answer, or the budget ended before the filter was evaluated. If one stage could, the other's failure is in the
    /// trace.
    /// </exception>
    public Task<SearchResult> SearchAsync(string query, SearchOptions? options = null, CancellationToken cancellationToken = default) =>
        _searcher.SearchAsync(query, options ?? new SearchOptions(), null, cancellationToken);

    /// <summary>Searches once, and gives every stage's own ranking of all candidates: for measuring what each stage adds.</summary>
    /// <param name="query">What is asked, as in <see cref="SearchAsync"/>.</param>
    /// <param name="options">How to search; there are no pages, and every passage counts, whatever it says of them.</param>
    /// <param name="cancellationToken">Honoured within every stage.</param>
    /// <exception cref="ArgumentException">The query is blank or too long, or an option is out of range.</exception>
    /// <exception cref="FilterException">The filter names a field or a kind that is not there.</exception>
    /// <exception cref="SearchFailedException">
    /// No first stage could answer, or the budget ended before the filter was evaluated.
    /// </exception>
    public Task<StageRankings> RankByStageAsync(
        string query, SearchOptions? options = null, CancellationToken cancellationToken = default)
    {
        options ??= new SearchOptions();
        // There are no pages: what the options say of them is not looked at.
        return _searcher.RankByStageAsync(query, options with { Top = 1, Skip = 0, PassagesPerDocument = 0 }, cancellationToken);
    }

    /// <summary>
    /// The same search in two steps, for a caller who shows the fused hits while the cross-encoder is still reading: first a result in
    /// fused order, then the final one, which is what <see cref="SearchAsync"/> gives.
    /// </summary>
    /// <remarks>
    /// There are always two results, of one pass: nothing is computed twice, and the second is under way while the caller handles the
    /// first. In the first, hits that the cross-encoder is going to read are marked <see cref="RerankOutcome.Pending"/>, and the trace
    /// ends there. Leaving the enumeration early stops the search.
    /// </remarks>
    /// <param name="query">As for <see cref="SearchAsync"/>.</param>
    /// <param name="options">How to search.</param>
    /// <param name="cancellationToken">Honoured within every stage.</param>
    /// <exception cref="ArgumentException">The query is blank or too long, or an option is out of range.</exception>
    /// <exception cref="FilterException">The filter names a field or a kind that is not there.</exception>
    /// <exception cref="SearchFailedException">
    /// No first stage could answer, or the budget ended before the filter was evaluated.
    /// </exception>
    public IAsyncEnumerable<SearchResult> SearchStepsAsync(
        string query, SearchOptions? options = null, CancellationToken cancellationToken = default) =>
        _searcher.SearchStepsAsync(query, options ?? new SearchOptions(), cancellationToken);

    /// <summary>
    /// Embeds all documents anew with another bi-encoder or another cutting, beside the vectors that are there, and switches to them at
    /// once when all are done. Until then searches use the old ones, and say so. What was embedded stays if it is interrupted: the next
    /// call with the same model goes on.
    /// </summary>
    /// <param name="model">A bundled name or a model folder's path.</param>
    /// <param name="passages">How documents are cut. Default: as <see cref="PassageDefaults"/> has it.</param>
    /// <param name="progress">Told how many documents are embedded.</param>
    /// <param name="cancellationToken">Honoured between model runs.</param>
    /// <exception cref="ModelLoadException">The model cannot be used.</exception>
    /// <exception cref="StoreException">Something could not be written; the collection is as it was.</exception>
    public Task ChangeBiEncoderAsync(
        string model,
        PassageOptions? passages = null,
        IProgress<ReembeddingProgress>? progress = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(model);
        passages?.Validate();
        return _reembedding.RunAsync(SpaceSettings.Reference(model), passages, progress, cancellationToken);
    }

    /// <summary>What is in the collection, and what it takes.</summary>
    public Task<CollectionStats> StatsAsync(CancellationToken cancellationToken = default) =>
        Task.Run(() => CollectionSurvey.Stats(_store, _history.Current?.Space, _options.CrossEncoder), cancellationToken);

    /// <summary>Looks for damage: in the store, in the indexes, and between them.</summary>
    /// <param name="full">Whether every page of the store is read, which takes a while for a large one.</param>
    /// <param name="cancellationToken">Honoured between steps.</param>
    public Task<CheckReport> CheckAsync(bool full = true, CancellationToken cancellationToken = default) =>
        CollectionSurvey.CheckAsync(_store, _history, _opener.Notices, full, cancellationToken);

    /// <summary>Writes the indexes to disk, so that the next opening has nothing to catch up with. Closing does the same.</summary>
    /// <exception cref="StoreException">They could not be written; the documents are kept all the same.</exception>
    /// <exception cref="InvalidOperationException">The collection was opened for reading only.</exception>
    public Task SaveAsync(CancellationToken cancellationToken = default)
    {
        _ = _committer.Space;
        return _history.AloneAsync(_committer.Save, cancellationToken);
    }

    /// <summary>Saves the indexes and closes the collection; searches under way end undisturbed if the encoders are shared.</summary>
    /// <exception cref="StoreException">
    /// The indexes could not be written. The collection is closed all the same; the next opening takes from the documents what they lack.
    /// </exception>
    public async ValueTask DisposeAsync()
    {
        try
        {
            await _history.CloseAsync(() =>
            {
                if (!IsReadOnly)
                    _committer.Save();
            }).ConfigureAwait(false);
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
}
