using Lodestone.Encoders;
using Microsoft.Extensions.Options;

namespace Lodestone.Hosting;

/// <summary>Opens an application's collection at its first use, and shares it.</summary>
/// <remarks>Thread-safe. Disposal with the services saves and closes the collection. A failed opening is retried.</remarks>
public sealed class SharedCollection : IAsyncDisposable
{
    private readonly SemaphoreSlim _opening = new(1, 1);
    private readonly LodestoneOptions _options;
    private readonly ModelPool _encoders;
    private Collection? _collection;
    private bool _disposed;

    /// <summary>Creates the object; called by the service provider.</summary>
    /// <param name="options">The collection and the options to open it with.</param>
    /// <param name="encoders">The source of its encoders.</param>
    public SharedCollection(IOptions<LodestoneOptions> options, ModelPool encoders)
    {
        ArgumentNullException.ThrowIfNull(options);
        _options = options.Value;
        _encoders = encoders;
    }

    /// <summary>Returns the collection, which the services own and dispose.</summary>
    /// <exception cref="StoreException">The collection cannot be opened.</exception>
    public async Task<Collection> GetAsync(CancellationToken cancellationToken = default)
    {
        if (Volatile.Read(ref _collection) is { } open)
            return open;
        await _opening.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            if (_collection is null)
            {
                var options = _options.Collection with { Models = _options.Collection.Models ?? _encoders };
                var collection = await Collection.OpenAsync(_options.Folder, options, cancellationToken).ConfigureAwait(false);
                Volatile.Write(ref _collection, collection);
            }

            return _collection!;
        }
        finally
        {
            _opening.Release();
        }
    }

    /// <summary>Saves and closes the collection, if it was opened.</summary>
    public async ValueTask DisposeAsync()
    {
        await _opening.WaitAsync().ConfigureAwait(false);
        try
        {
            _disposed = true;
            if (_collection is not null)
                await _collection.DisposeAsync().ConfigureAwait(false);
        }
        finally
        {
            _opening.Release();
        }
    }
}
