using System.Collections.Concurrent;

namespace Lodestone.Encoders;

/// <summary>Loads each encoder once, when it is first needed, and shares it among collections.</summary>
/// <remarks>
/// Thread-safe. A model is loaded on a thread of its own, so two may load at once; callers that ask for the same one wait for the same
/// load. A load that failed is tried again by the next caller. Owns what it loads: dispose it after the collections that use it.
/// </remarks>
public sealed class ModelPool : IDisposable
{
    private readonly ConcurrentDictionary<string, Lazy<Task<BiEncoder>>> _biEncoders = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, Lazy<Task<CrossEncoder>>> _crossEncoders = new(StringComparer.Ordinal);
    private volatile bool _disposed;

    /// <summary>Gives the bi-encoder of a bundled name or a folder's path.</summary>
    /// <exception cref="ModelLoadException">It cannot be used.</exception>
    public Task<BiEncoder> BiEncoderAsync(string model = ModelCatalog.DefaultBiEncoder, CancellationToken cancellationToken = default) =>
        GetAsync(_biEncoders, model, static name => BiEncoder.Load(name), cancellationToken);

    /// <summary>Gives the cross-encoder of a bundled name or a folder's path.</summary>
    /// <exception cref="ModelLoadException">It cannot be used.</exception>
    public Task<CrossEncoder> CrossEncoderAsync(
        string model = ModelCatalog.DefaultCrossEncoder, CancellationToken cancellationToken = default) =>
        GetAsync(_crossEncoders, model, static name => CrossEncoder.Load(name), cancellationToken);

    /// <summary>Ends when no load is under way any more, whether they succeeded or not. Also after it was disposed.</summary>
    /// <remarks>A load cannot be stopped. For a program that must not end in the middle of one.</remarks>
    public Task SettledAsync() => Task.WhenAll([.. Loads(_biEncoders).Select(EndAsync), .. Loads(_crossEncoders).Select(EndAsync)]);

    /// <summary>Frees every model that was loaded; one that is still loading, as soon as it is.</summary>
    public void Dispose()
    {
        if (_disposed)
            return;
        _disposed = true;
        foreach (var load in Loads(_biEncoders))
            _ = FreeAsync(load);
        foreach (var load in Loads(_crossEncoders))
            _ = FreeAsync(load);
    }

    private Task<T> GetAsync<T>(
        ConcurrentDictionary<string, Lazy<Task<T>>> loads, string model, Func<string, T> load, CancellationToken cancellationToken)
    {
        InvalidArgumentException.ThrowIfBlank(model);
        ObjectDisposedException.ThrowIf(_disposed, this);
        var lazy = loads.GetOrAdd(model, name => new Lazy<Task<T>>(() => Task.Run(() => load(name), CancellationToken.None)));
        var task = lazy.Value;
        if (task.IsFaulted)
        {
            loads.TryRemove(KeyValuePair.Create(model, lazy));
            lazy = loads.GetOrAdd(model, name => new Lazy<Task<T>>(() => Task.Run(() => load(name), CancellationToken.None)));
            task = lazy.Value;
        }

        return task.WaitAsync(cancellationToken);
    }

    private static IEnumerable<Task<T>> Loads<T>(ConcurrentDictionary<string, Lazy<Task<T>>> loads) =>
        loads.Values.Where(l => l.IsValueCreated).Select(l => l.Value);

    private static async Task EndAsync(Task load) => await load.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);

    private static async Task FreeAsync<T>(Task<T> load)
        where T : IDisposable
    {
        await EndAsync(load).ConfigureAwait(false);
        if (load.IsCompletedSuccessfully)
            (await load.ConfigureAwait(false)).Dispose();
    }
}
