using Lodestone.Cli.Shared;
using Lodestone.Encoders;

namespace Lodestone.Cli.Search;

/// <summary>An open collection for searching, and the models that the searches need.</summary>
internal sealed class SearchSession : IAsyncDisposable
{
    private readonly ModelPool _encoders;

    private SearchSession(Collection collection, ModelPool encoders)
    {
        Collection = collection;
        _encoders = encoders;
    }

    public Collection Collection { get; }

    /// <summary>Opens the collection beside a possible writer, while the models that these searches need are loading.</summary>
    public static async Task<SearchSession> OpenAsync(
        string folder, string? biEncoder, string crossEncoder, SearchOptions options, CancellationToken cancellationToken)
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
                Preload =
                    (options.Retrieval == RetrievalMode.Keyword ? PreloadModels.None : PreloadModels.BiEncoder) |
                    (options.Rerank.Enabled ? PreloadModels.CrossEncoder : PreloadModels.None),
            };
            var collection = await Task.Run(() => Collection.OpenAsync(folder, opening, cancellationToken), cancellationToken);
            Timings.Mark("collection open");
            return new SearchSession(collection, encoders);
        }
        catch
        {
            encoders.Dispose();
            throw;
        }
    }

    /// <summary>Waits for the model that was requested by name: hits in another order would not fulfil the request.</summary>
    public Task EnsureCrossEncoderAsync(string model, CancellationToken cancellationToken) =>
        _encoders.CrossEncoderAsync(model, cancellationToken);

    public async Task<SearchResult> SearchAsync(string query, SearchOptions options, CancellationToken cancellationToken)
    {
        var result = await Task.Run(() => Collection.SearchAsync(query, options, cancellationToken), cancellationToken);
        Timings.Mark("first result");
        // This process has rebuilt a damaged index in memory, and so will the next, until the index on disk is repaired.
        var notices = Collection.Notices.Concat(result.Trace.Notices).Distinct(StringComparer.Ordinal);
        return result with { Trace = result.Trace with { Notices = [.. notices] } };
    }

    public async ValueTask DisposeAsync()
    {
        await Collection.DisposeAsync();
        _encoders.Dispose();
    }
}
