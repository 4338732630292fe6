namespace Lodestone.Conformance;

/// <summary>A collection for a test, in a folder of its own that goes with it; by default it needs no model.</summary>
/// <remarks>
/// With <see cref="HashingEmbedder"/> and <see cref="WordReranker"/> the same documents and queries have the same hits anywhere.
/// </remarks>
public sealed class TemporaryCollection : IAsyncDisposable
{
    private readonly string _folder;

    private TemporaryCollection(string folder, Collection collection) => (_folder, Collection) = (folder, collection);

    /// <summary>The collection.</summary>
    public Collection Collection { get; }

    /// <summary>Makes a collection in a new folder below that for temporary files.</summary>
    /// <param name="options">
    /// The options. Default: <see cref="HashingEmbedder"/>, <see cref="WordReranker"/>, and no protection against power loss.
    /// </param>
    /// <param name="cancellationToken">Honoured while the collection is opened.</param>
    public static async Task<TemporaryCollection> OpenAsync(
        CollectionOptions? options = null, CancellationToken cancellationToken = default)
    {
        var folder = Directory.CreateTempSubdirectory("lodestone-").FullName;
        try
        {
            options ??= new CollectionOptions
            {
                Embedder = new HashingEmbedder(),
                Reranker = new WordReranker(),
                Durability = Durability.Fast,
            };
            return new TemporaryCollection(folder, await Collection.OpenAsync(folder, options, cancellationToken).ConfigureAwait(false));
        }
        catch
        {
            Directory.Delete(folder, recursive: true);
            throw;
        }
    }

    /// <summary>Closes the collection and deletes its folder.</summary>
    public async ValueTask DisposeAsync()
    {
        await Collection.DisposeAsync().ConfigureAwait(false);
        Directory.Delete(_folder, recursive: true);
    }
}
