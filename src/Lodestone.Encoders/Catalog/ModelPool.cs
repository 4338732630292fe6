using System.Collections.Concurrent;

namespace Lodestone.Encoders;

/// <summary>Loads each encoder once, on first use, and shares it among collections.</summary>
/// <remarks>
/// Thread-safe. Each model loads on its own thread, so two models may load concurrently; concurrent requests for the same model share one
/// load. After a failed load, the next caller tries again. The pool owns the models: dispose it after the collections that use it.
/// </remarks>
public sealed class ModelPool : IDisposable
{
    private readonly ConcurrentDictionary<string, Lazy<Task<BiEncoder>>> _biEncoders = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, Lazy<Task<CrossEncoder>>> _crossEncoders = new(StringComparer.Ordinal);
    private volatile bool _disposed;

    /// <summary>Returns the bi-encoder with a bundled name or a folder's path, and loads it if needed.</summary>
    /// <exception cref="ModelLoadException"><paramref name="model"/> cannot be used.</exception>
    public Task<BiEncoder> BiEncoderAsync(string model = ModelCatalog.DefaultBiEncoder, CancellationToken cancellationToken = default) =>
        GetAsync(_biEncoders, model, static name => BiEncoder.Load(name), cancellationToken);

    /// <summary>Returns the cross-encoder with a bundled name or a folder's path, and loads it if needed.</summary>
    /// <exception cref="ModelLoadException"><paramref name="model"/> cannot be used.</exception>
    public Task<CrossEncoder> CrossEncoderAsync(
        string model = ModelCatalog.DefaultCrossEncoder, CancellationToken cancellationToken = default) =>
        GetAsync(_crossEncoders, model, static name => CrossEncoder.Load(name), cancellationToken);

    /// <summary>Completes when no load is in flight, whether the loads succeeded or failed. Works after disposal too.</summary>
    /// <remarks>A load cannot be cancelled. This is for a program that must not end in the middle of one.</remarks>
    public Task SettledAsync() => Task.WhenAll([.. Loads(_biEncoders).Select(EndAsync), .. Loads(_crossEncoders).Select(EndAsync)]);

    /// <summary>Frees every loaded model; a model that is still loading is freed as soon as it has loaded.</summary>
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
