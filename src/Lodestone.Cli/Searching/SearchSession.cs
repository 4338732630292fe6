namespace Lodestone.Cli;

/// <summary>A collection that is open for searching, and the models that searches need.</summary>
internal sealed class SearchSession : IAsyncDisposable
{
    private readonly EncoderSet _encoders;

    private SearchSession(Collection collection, EncoderSet encoders)
    {
        Collection = collection;
        _encoders = encoders;
    }

    public Collection Collection { get; }

    /// <summary>Opens the collection beside whoever writes to it, while the models that these searches need are loading.</summary>
    public static async Task<SearchSession> OpenAsync(
        string folder, string? biEncoder, string crossEncoder, SearchOptions options, CancellationToken cancellationToken)
    {
        var encoders = new EncoderSet();
        try
        {
            // A mistyped folder should be told at once.
            if (options.Rerank.Enabled && Directory.Exists(folder))
                ModelLoading.BeginCross(encoders, crossEncoder);
            if (options.Retrieval != RetrievalMode.Keyword && Directory.Exists(folder))
                ModelLoading.Begin(encoders, biEncoder);
            var opening = new CollectionOptions
            {
                ReadOnly = true,
                BiEncoder = biEncoder,
                CrossEncoder = crossEncoder,
                Encoders = encoders,
            };
            var collection = await Task.Run(() => Collection.OpenAsync(folder, opening, cancellationToken), cancellationToken);
            Timings.Mark("collection open");
            if (options.Retrieval != RetrievalMode.Keyword && biEncoder is null)
                ModelLoading.Begin(encoders, collection.BiEncoder);
            return new SearchSession(collection, encoders);
        }
        catch
        {
            encoders.Dispose();
            throw;
        }
    }

    public async Task<SearchResult> SearchAsync(string query, SearchOptions options, CancellationToken cancellationToken)
    {
        var result = await Task.Run(() => Collection.SearchAsync(query, options, cancellationToken), cancellationToken);
        Timings.Mark("first result");
        return result;
    }

    public async ValueTask DisposeAsync()
    {
        await Collection.DisposeAsync();
        _encoders.Dispose();
    }
}
