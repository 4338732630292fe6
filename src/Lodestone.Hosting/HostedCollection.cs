using System.Diagnostics.CodeAnalysis;
using Lodestone.Encoders;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Lodestone.Hosting;

/// <summary>One collection of an application: opened in the background, retried after a failure, closed with the application.</summary>
/// <remarks>Thread-safe.</remarks>
internal sealed partial class HostedCollection(
    string name, IOptionsMonitor<LodestoneOptions> options, HostedModels models, ILoggerFactory loggers, TimeProvider clock)
    : IAsyncDisposable
{
    private static readonly TimeSpan FirstDelay = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestDelay = TimeSpan.FromMinutes(1);

    private readonly ILogger _logger = loggers.CreateLogger("Lodestone.Hosting");
    private readonly CancellationTokenSource _closing = new();
    private readonly Lock _gate = new();
    private TaskCompletionSource<Collection> _opened = NewAttempt();
    private Task? _running;
    private Exception? _failure;
    private Collection? _collection;

    /// <summary>The name; empty for the collection without one.</summary>
    public string Name => name;

    public LodestoneOptions Options => options.Get(name);

    /// <summary>The source of the encoders.</summary>
    public ModelPool Models => models.Of(Options);

    /// <summary>The error of the last attempt to open; null while none has failed since the last success.</summary>
    public Exception? Failure => Volatile.Read(ref _failure);

    /// <summary>The open collection.</summary>
    /// <exception cref="InvalidStateException">The collection is not open.</exception>
    public Collection Collection => TryGet(out var collection) ? collection : throw NotOpen();

    public bool TryGet([NotNullWhen(true)] out Collection? collection) => (collection = Volatile.Read(ref _collection)) is not null;

    /// <summary>Waits for the attempt in flight, or begins the first; between attempts it throws the last failure.</summary>
    /// <exception cref="InvalidStateException">The last attempt failed, or the application is stopping.</exception>
    public async Task<Collection> GetAsync(CancellationToken cancellationToken)
    {
        if (TryGet(out var open))
            return open;
        Task<Collection> attempt;
        lock (_gate)
        {
            if (_closing.IsCancellationRequested)
                throw NotOpen();
            _running ??= Task.Run(RunAsync, CancellationToken.None);
            attempt = _opened.Task;
        }

        try
        {
            return await attempt.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (Exception failure) when (failure is ILodestoneError || !cancellationToken.IsCancellationRequested)
        {
            throw NotOpen();
        }
    }

    /// <summary>Ends the attempts, and saves and closes the collection.</summary>
    public async ValueTask DisposeAsync()
    {
        Task? running;
        lock (_gate)
        {
            if (_closing.IsCancellationRequested)
                return;
            _closing.Cancel();
            running = _running;
        }

        if (running is not null)
            await running.ConfigureAwait(false);
        if (Interlocked.Exchange(ref _collection, null) is { } open)
            await open.DisposeAsync().ConfigureAwait(false);
        _closing.Dispose();
    }

    private async Task RunAsync()
    {
        for (var delay = FirstDelay; !await TryOpenAsync(delay).ConfigureAwait(false); delay = Longer(delay))
        {
            try
            {
                await Task.Delay(delay, clock, _closing.Token).ConfigureAwait(false);
            }
            catch (OperationCanceledException)
            {
                return;
            }

            lock (_gate)
                _opened = NewAttempt();
        }
    }

    private async Task<bool> TryOpenAsync(TimeSpan delay)
    {
        try
        {
            var settings = Options;
            LogOpening(_logger, name, settings.Folder);
            var started = clock.GetTimestamp();
            var opening = Collection.OpenAsync(
                settings.Folder, settings.ToCollectionOptions(models.Of(settings), loggers, clock), _closing.Token);
            var collection = await opening.ConfigureAwait(false);
            var elapsed = clock.GetElapsedTime(started).TotalMilliseconds;
            LogOpened(_logger, name, elapsed);
            Volatile.Write(ref _failure, null);
            Volatile.Write(ref _collection, collection);
            _opened.SetResult(collection);
            return true;
        }
        catch (OperationCanceledException) when (_closing.IsCancellationRequested)
        {
            _opened.SetCanceled(_closing.Token);
            return true;
        }
        catch (Exception failure)
        {
            // Any failure is a state that the health check shows; the application's other routes are not affected.
            LogFailure(_logger, failure, name, delay.TotalSeconds);
            Volatile.Write(ref _failure, failure);
            _opened.SetException(failure);
            return false;
        }
    }

    private InvalidStateException NotOpen()
    {
        var state = _closing.IsCancellationRequested ? "the application is stopping"
            : Failure is { } failure ? failure.Message
            : "it is being opened";
        return new InvalidStateException(
            ErrorCodes.CollectionNotOpen, $"The collection {(name.Length > 0 ? $"'{name}' " : "")}is not open: {state}")
        {
            Found = state,
            Accepted = "an open collection",
        };
    }

    private static TimeSpan Longer(TimeSpan delay) => delay * 2 < LongestDelay ? delay * 2 : LongestDelay;

    private static TaskCompletionSource<Collection> NewAttempt()
    {
        var attempt = new TaskCompletionSource<Collection>(TaskCreationOptions.RunContinuationsAsynchronously);
        // A failure nobody waits for is logged, and is no unobserved exception.
        _ = attempt.Task.ContinueWith(
            t => _ = t.Exception, CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default);
        return attempt;
    }

    [LoggerMessage(EventId = 100, Level = LogLevel.Debug, Message = "Opening the collection '{Name}' in '{Folder}'")]
    private static partial void LogOpening(ILogger logger, string name, string folder);

    [LoggerMessage(EventId = 101, Level = LogLevel.Information, Message = "The collection '{Name}' is open after {Milliseconds:F0} ms")]
    private static partial void LogOpened(ILogger logger, string name, double milliseconds);

    [LoggerMessage(
        EventId = 102, Level = LogLevel.Error,
        Message = "The collection '{Name}' cannot be opened; the next attempt follows in {Seconds} s")]
    private static partial void LogFailure(ILogger logger, Exception failure, string name, double seconds);
}
