using System.Collections.Concurrent;
using System.Diagnostics;
using Lodestone.Encoders.Files;
using Lodestone.Encoders.Loading;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Lodestone.Encoders;

/// <summary>Loads each encoder once, on first use, and shares it among collections.</summary>
/// <remarks>
/// Thread-safe. Each model loads on its own thread, so two models may load concurrently; concurrent requests for the same model share one
/// load. After a failed load, the next caller tries again. The pool owns the models: dispose it after the collections that use it.
/// </remarks>
public sealed partial class ModelPool : IDisposable
{
    // The name of the activity source and of the log category that all of Lodestone has.
    private static readonly ActivitySource Activities = new("Lodestone");

    private readonly ILogger _logger;
    private readonly ConcurrentDictionary<string, Lazy<Task<BiEncoder>>> _biEncoders = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, Lazy<Task<CrossEncoder>>> _crossEncoders = new(StringComparer.Ordinal);
    private volatile bool _disposed;

    /// <summary>Creates an empty pool.</summary>
    /// <param name="loggers">Where to log loads, under the category <c>Lodestone.Models</c>. Default: null, nowhere.</param>
    public ModelPool(ILoggerFactory? loggers = null) => _logger = (loggers ?? NullLoggerFactory.Instance).CreateLogger("Lodestone.Models");

    /// <summary>The folder in which bundled names are looked up. Default: null, as <see cref="ModelCatalog"/> finds it.</summary>
    public string? ModelsFolder { get; init; }

    /// <summary>What runs the models. Default: the processor.</summary>
    public ExecutionProvider ExecutionProvider { get; init; } = ExecutionProvider.Cpu;

    /// <summary>Finds the folder of a model of this pool, and its short name, without loading it.</summary>
    /// <param name="model">A bundled model's name, or the path of a model folder.</param>
    /// <exception cref="ModelLoadException"><paramref name="model"/> is neither a bundled model nor a folder.</exception>
    public (string Folder, string Name) Resolve(string model) => ModelLocation.Resolve(model, ModelsFolder);

    /// <summary>As <see cref="ModelCatalog.Reference"/>, with the names of this pool's folder.</summary>
    /// <param name="model">A bundled model's name, or the path of a model folder.</param>
    /// <returns><paramref name="model"/> itself when it is neither.</returns>
    public string Reference(string model) => ModelLocation.Reference(model, ModelsFolder);

    /// <summary>The bundled model that was distilled from a bundled cross-encoder, if this pool's folder has it; loads nothing.</summary>
    /// <param name="crossEncoder">The cross-encoder, as it would be asked for.</param>
    /// <returns>The model's name; null without one, and for a cross-encoder that is given by its path.</returns>
    public string? StudentOf(string crossEncoder) =>
        crossEncoder == ModelCatalog.DefaultCrossEncoder && ModelLocation.IsBundled(ModelCatalog.DistilledCrossEncoder, ModelsFolder)
            ? ModelCatalog.DistilledCrossEncoder
            : null;

    /// <summary>As <see cref="ModelCatalog.FindByChecksumAsync"/>, among the models of this pool's folder.</summary>
    /// <param name="kind">The kind of the model.</param>
    /// <param name="checksum">The checksum.</param>
    /// <param name="cancellationToken">Honoured between files.</param>
    /// <returns>The model's name; null when no model of the folder has the checksum, or there is no folder of models.</returns>
    public Task<string?> FindByChecksumAsync(ModelKind kind, string checksum, CancellationToken cancellationToken = default) =>
        Task.Run(() => ModelIdentityFiles.FindAsync(kind, checksum, ModelsFolder, cancellationToken), cancellationToken);

    /// <summary>Returns the bi-encoder with a bundled name or a folder's path, and loads it if needed.</summary>
    /// <exception cref="ModelLoadException"><paramref name="model"/> cannot be used.</exception>
    public Task<BiEncoder> BiEncoderAsync(string model = ModelCatalog.DefaultBiEncoder, CancellationToken cancellationToken = default) =>
        GetAsync(_biEncoders, model, folder => BiEncoder.Load(folder, new() { ExecutionProvider = ExecutionProvider }), cancellationToken);

    /// <summary>Returns the cross-encoder with a bundled name or a folder's path, and loads it if needed.</summary>
    /// <exception cref="ModelLoadException"><paramref name="model"/> cannot be used.</exception>
    public Task<CrossEncoder> CrossEncoderAsync(
        string model = ModelCatalog.DefaultCrossEncoder, CancellationToken cancellationToken = default) =>
        GetAsync(
            _crossEncoders, model, folder => CrossEncoder.Load(folder, new() { ExecutionProvider = ExecutionProvider }), cancellationToken);

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
        var lazy = loads.GetOrAdd(model, name => Begin(name, load));
        var task = lazy.Value;
        if (task.IsFaulted)
        {
            loads.TryRemove(KeyValuePair.Create(model, lazy));
            lazy = loads.GetOrAdd(model, name => Begin(name, load));
            task = lazy.Value;
        }

        return task.WaitAsync(cancellationToken);
    }

    // A load lasts for hundreds of milliseconds, so it has a thread of its own instead of one of the pool.
    private Lazy<Task<T>> Begin<T>(string model, Func<string, T> load) => new(() => Task.Factory.StartNew(
        () => Load(model, load),
        CancellationToken.None,
        TaskCreationOptions.LongRunning | TaskCreationOptions.DenyChildAttach | TaskCreationOptions.RunContinuationsAsynchronously,
        TaskScheduler.Default));

    private T Load<T>(string model, Func<string, T> load)
    {
        using var activity = Activities.StartActivity("lodestone.load");
        activity?.SetTag("lodestone.model", model);
        var started = Stopwatch.GetTimestamp();
        try
        {
            var loaded = load(Resolve(model).Folder);
            var elapsed = Stopwatch.GetElapsedTime(started).TotalMilliseconds;
            LogLoaded(_logger, model, elapsed);
            return loaded;
        }
        catch (ModelLoadException failure)
        {
            activity?.SetStatus(ActivityStatusCode.Error, failure.Code);
            LogFailure(_logger, model, failure.Message);
            throw;
        }
    }

    [LoggerMessage(EventId = 1, Level = LogLevel.Information, Message = "Loaded the model '{Model}' in {Milliseconds:F0} ms")]
    private static partial void LogLoaded(ILogger logger, string model, double milliseconds);

    [LoggerMessage(EventId = 2, Level = LogLevel.Error, Message = "The model '{Model}' cannot be loaded: {Failure}")]
    private static partial void LogFailure(ILogger logger, string model, string failure);

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
