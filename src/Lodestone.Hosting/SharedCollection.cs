using Lodestone.Encoders;
using Microsoft.Extensions.Options;

namespace Lodestone.Hosting;

/// <summary>Opens an application's collection when it is first asked for, and shares it.</summary>
/// <remarks>Thread-safe. Disposed with the services, it saves and closes the collection. An opening that failed is tried again.</remarks>
public sealed class SharedCollection : IAsyncDisposable
{
    private readonly SemaphoreSlim _opening = new(1, 1);
    private readonly LodestoneOptions _options;
    private readonly ModelPool _encoders;
    private Collection? _collection;
    private bool _disposed;

    /// <summary>Made by the services.</summary>
    /// <param name="options">Which collection, and how to open it.</param>
    /// <param name="encoders">Where its encoders come from.</param>
    public SharedCollection(IOptions<LodestoneOptions> options, ModelPool encoders)
    {
        ArgumentNullException.ThrowIfNull(options);
        _options = options.Value;
        _encoders = encoders;
    }

    /// <summary>Gives the collection. It stays the services'.</summary>
    /// <exception cref="StoreException">It cannot be opened.</exception>
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
