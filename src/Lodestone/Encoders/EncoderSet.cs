using System.Collections.Concurrent;
using Lodestone.Models;

namespace Lodestone;

/// <summary>Loads each encoder once, when it is first needed, and shares it among collections.</summary>
/// <remarks>
/// Thread-safe. A model is loaded on a thread of its own, so two may load at once; callers that ask for the same one wait for the same
/// load. A load that failed is tried again by the next caller. Owns what it loads: dispose it after the collections that use it.
/// </remarks>
public sealed class EncoderSet : IDisposable
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

    /// <summary>Frees every model that was loaded.</summary>
    public void Dispose()
    {
        _disposed = true;
        Free(_biEncoders);
        Free(_crossEncoders);
    }

    private Task<T> GetAsync<T>(
        ConcurrentDictionary<string, Lazy<Task<T>>> loads, string model, Func<string, T> load, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(model);
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

    private static void Free<T>(ConcurrentDictionary<string, Lazy<Task<T>>> loads)
        where T : IDisposable
    {
        foreach (var load in loads.Values.Where(l => l.IsValueCreated && l.Value.IsCompletedSuccessfully))
            load.Value.Result.Dispose();
        loads.Clear();
    }
}
