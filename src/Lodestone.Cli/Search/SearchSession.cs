using Lodestone.Cli.Shared;
using Lodestone.Contracts;
using Lodestone.Encoders;
using Lodestone.Server;

namespace Lodestone.Cli.Search;

/// <summary>A collection that is ready for searches: a folder, or one of a server.</summary>
internal interface ISearchSession : IAsyncDisposable
{
    /// <summary>The collection's name in messages.</summary>
    string Name { get; }

    Task<long> CountAsync(CancellationToken cancellationToken);

    Task<SearchReply> SearchAsync(string query, SearchOptions options, CancellationToken cancellationToken);

    /// <summary>Searches near a vector instead of a query.</summary>
    Task<SearchReply> SearchAsync(float[] vector, SearchOptions options, CancellationToken cancellationToken);

    /// <summary>Waits for the model that was requested by name: hits in another order would not fulfil the request.</summary>
    Task EnsureCrossEncoderAsync(string model, CancellationToken cancellationToken);
}

/// <summary>A result, and where several collections were searched, the collection of each hit.</summary>
/// <param name="Response">The result.</param>
/// <param name="Collections">The collection of each hit, as the user named it; null for a search of one.</param>
internal sealed record SearchReply(SearchResponse Response, IReadOnlyList<string>? Collections = null)
{
    /// <summary>The file of each hit on this machine; null where they are not asked for.</summary>
    public IReadOnlyList<string?>? Files { get; init; }

    /// <summary>The remedy when nothing was found because there are no documents; null otherwise.</summary>
    public string? Empty { get; init; }

    /// <summary>Adds the remedy when nothing was found and nothing could be.</summary>
    /// <param name="collections">The collections, in words.</param>
    /// <param name="command">The command that adds documents.</param>
    /// <param name="count">Counts the documents.</param>
    public async Task<SearchReply> WithEmptyAsync(string collections, string command, Func<Task<long>> count) =>
        Response is { Hits.Count: 0, Candidates: 0 } && await count() == 0
            ? this with { Empty = $"{collections} 0 documents. `{command}` adds some." }
            : this;
}

/// <summary>An open collection for searching, and the models that the searches need.</summary>
internal sealed class SearchSession : ISearchSession
{
    private readonly Collection _collection;
    private readonly ModelPool _encoders;
    private readonly string _named;
    private readonly bool _findsFiles;

    private SearchSession(Collection collection, ModelPool encoders, string named, bool findsFiles)
    {
        _collection = collection;
        _encoders = encoders;
        _named = named;
        _findsFiles = findsFiles;
    }

    public string Name => _collection.Folder;

    /// <summary>Opens the collection beside a possible writer, while the models that these searches need are loading.</summary>
    /// <param name="folder">The collection's folder.</param>
    /// <param name="biEncoder">Where its bi-encoder is now; null where it was.</param>
    /// <param name="crossEncoder">The cross-encoder.</param>
    /// <param name="options">How the searches are run.</param>
    /// <param name="hasWords">Whether there are queries in words: a vector needs no model.</param>
    /// <param name="findsFiles">Whether replies have the files of hits.</param>
    /// <param name="cancellationToken">Ends the opening.</param>
    public static async Task<SearchSession> OpenAsync(
        string folder,
        string? biEncoder,
        string crossEncoder,
        SearchOptions options,
        bool hasWords,
        bool findsFiles,
        CancellationToken cancellationToken)
    {
        var encoders = ModelLoading.Encoders();
        try
        {
            var opening = new CollectionOptions
            {
                ReadOnly = true,
                BiEncoder = biEncoder,
                CrossEncoder = crossEncoder,
                Models = encoders,
                PreloadBiEncoder = hasWords && options.Retrieval != RetrievalMode.Keyword,
                PreloadCrossEncoder = hasWords && options.Rerank.Enabled,
            };
            var collection = await Task.Run(() => Collection.OpenAsync(folder, opening, cancellationToken), cancellationToken);
            Timings.Mark("collection open");
            return new SearchSession(collection, encoders, folder, findsFiles);
        }
        catch
        {
            encoders.Dispose();
            throw;
        }
    }

    public Task EnsureCrossEncoderAsync(string model, CancellationToken cancellationToken) =>
        _encoders.CrossEncoderAsync(model, cancellationToken);

    public Task<long> CountAsync(CancellationToken cancellationToken) => _collection.CountAsync(cancellationToken: cancellationToken);

    public Task<SearchReply> SearchAsync(string query, SearchOptions options, CancellationToken cancellationToken) =>
        RunAsync(() => _collection.SearchAsync(query, options, cancellationToken), cancellationToken);

    public Task<SearchReply> SearchAsync(float[] vector, SearchOptions options, CancellationToken cancellationToken) =>
        RunAsync(() => _collection.SearchAsync(vector, options, cancellationToken), cancellationToken);

    public async ValueTask DisposeAsync()
    {
        await _collection.DisposeAsync();
        _encoders.Dispose();
    }

    private async Task<SearchReply> RunAsync(Func<Task<SearchResult>> search, CancellationToken cancellationToken)
    {
        var result = await Task.Run(search, cancellationToken);
        Timings.Mark("first result");
        // This process has rebuilt a damaged index in memory, and so will the next, until the index on disk is repaired.
        var notices = _collection.Notices.Concat(result.Trace.Notices).Distinct(StringComparer.Ordinal);
        var reply = new SearchReply((result with { Trace = result.Trace with { Notices = [.. notices] } }).ToResponse());
        if (_findsFiles)
            reply = reply with { Files = await _collection.FindFilesAsync([.. result.Hits.Select(h => h.DocumentId)], cancellationToken) };
        return await reply.WithEmptyAsync(
            $"The collection '{_named}' has", $"lodestone index PATH -c {_named}", () => CountAsync(cancellationToken));
    }
}
