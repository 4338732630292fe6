using System.Diagnostics;
using Lodestone.Ingestion.Formats;
using Lodestone.Ingestion.Isolation.Wire;

namespace Lodestone.Ingestion.Isolation.Host;

/// <summary>The reading of one file by a worker, within the bounds of <see cref="ExtractionOptions"/>.</summary>
/// <remarks>
/// The time counts while this waits for the worker, not while the caller works on a document. A worker that ends, or needs too much memory,
/// after it has read other files is replaced once by a fresh one, so that one file's remains are not the next one's problem.
/// </remarks>
internal sealed class IsolatedExtraction(WorkerPool pool, ReadRequest request, byte[] content) : IAsyncDisposable
{
    /// <summary>The maximum total length of what one file becomes, in bytes of messages.</summary>
    public const long MaxOutputBytes = 512L * 1024 * 1024;

    private static readonly TimeSpan WatchEvery = TimeSpan.FromMilliseconds(25);

    private readonly ExtractionOptions _options = request.Options.Extraction;
    private TimeSpan _left = request.Options.Extraction.MaxTime;
    private WorkerProcess? _worker;
    private Timer? _watch;
    private volatile bool _isOverMemory;
    private bool _isSent;
    private bool _isFresh;
    private long _received;

    /// <summary>Returns the next item; null at the end of the file.</summary>
    /// <exception cref="UnreadableException">The file, or its rest, cannot be read: the worker says so, or a bound is broken.</exception>
    public async Task<ReadItem?> NextAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            _worker ??= await TakeAsync(cancellationToken).ConfigureAwait(false);
            var (frame, garbled) = await ExchangeAsync(_worker, cancellationToken).ConfigureAwait(false);
            switch (frame?.Kind)
            {
                case FrameKind.Item when ItemOf(frame.Value.Message) is { } item:
                    if ((_received += frame.Value.Message.Length) > MaxOutputBytes)
                    {
                        throw Broken(FormattableString.Invariant(
                            $"Its text takes more than {MaxOutputBytes >> 20} MiB, the limit for one file. Split it."));
                    }

                    return item;
                case FrameKind.End:
                    await ReleaseAsync(isDone: true).ConfigureAwait(false);
                    return null;
                case FrameKind.Unreadable when RefusalOf(frame.Value.Message) is { } refusal:
                    await ReleaseAsync(isDone: true).ConfigureAwait(false);
                    throw refusal;
                default:
                    await ReplaceAsync(frame?.Kind, garbled).ConfigureAwait(false);
                    break;
            }
        }
    }

    public ValueTask DisposeAsync() => ReleaseAsync(isDone: false);

    private async Task<WorkerProcess> TakeAsync(CancellationToken cancellationToken)
    {
        if (request.Options.Encoding is { } encoding && ReadRequest.EncodingOf(encoding.CodePage)?.WebName != encoding.WebName)
        {
            throw new UnreadableException(ReadProblemKind.Inaccessible,
                $"It is to be read as {encoding.WebName}, an encoding of the application's own, which a worker process does not have. " +
                "Give another encoding, or read in process.")
            {
                Option = nameof(ExtractionOptions.InProcess),
                Code = ErrorCodes.ExtractionUnavailable,
            };
        }

        try
        {
            var worker = await pool.TakeAsync(_options.MaxMemoryBytes, _isFresh, cancellationToken).ConfigureAwait(false);
            (_isSent, _isOverMemory) = (false, false);
            _watch = new Timer(Watch, worker, WatchEvery, WatchEvery);
            return worker;
        }
        catch (WorkerStartException failed)
        {
            throw new UnreadableException(ReadProblemKind.Inaccessible,
                $"Files of the format {request.Format} are read by a worker process, and {failed.Message}. Let the program's first line " +
                $"be {nameof(ExtractionWorker)}.{nameof(ExtractionWorker.RunIfAsked)}(), or read in process.", failed)
            {
                Option = nameof(ExtractionOptions.InProcess),
                Code = ErrorCodes.ExtractionUnavailable,
            };
        }
    }

    /// <summary>Sends the file, if that is to be done, and receives a message; null when the worker is gone.</summary>
    private async Task<(Frame? Frame, bool Garbled)> ExchangeAsync(WorkerProcess worker, CancellationToken cancellationToken)
    {
        var started = Stopwatch.GetTimestamp();
        using var bound = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        bound.CancelAfter(_left > TimeSpan.Zero ? _left : TimeSpan.Zero);
        // A pipe's reading and writing may not notice a token; both end with the process.
        await using var end = bound.Token.Register(worker.Kill).ConfigureAwait(false);
        var (frame, garbled) = ((Frame?)null, false);
        try
        {
            if (!_isSent)
                await worker.SendAsync(request, content, bound.Token).WaitAsync(bound.Token).ConfigureAwait(false);
            _isSent = true;
            frame = await worker.ReceiveAsync(bound.Token).AsTask().WaitAsync(bound.Token).ConfigureAwait(false);
        }
        catch (InvalidDataException)
        {
            garbled = true;
        }
        catch (Exception gone) when (gone is IOException or OperationCanceledException)
        {
            frame = null;
        }

        _left -= Stopwatch.GetElapsedTime(started);
        cancellationToken.ThrowIfCancellationRequested();
        if (frame is null && bound.IsCancellationRequested)
        {
            throw Broken(FormattableString.Invariant(
                $"Reading it takes more than {_options.MaxTime.TotalSeconds} s, the limit for one file. Split it, or save it again with ") +
                "another program.", nameof(ExtractionOptions.MaxTime));
        }

        return (frame, garbled);
    }

    private ReadItem? ItemOf(byte[] message)
    {
        try
        {
            var item = ItemMessage.Read(message);
            // A parser that was taken over must not write over other documents.
            var isOwn = item.Path == request.File.Path &&
                (item.Document is not { } document || document.Id.StartsWith(request.File.Path, StringComparison.Ordinal));
            return isOwn ? item : null;
        }
        catch (InvalidDataException)
        {
            return null;
        }
    }

    private static UnreadableException? RefusalOf(byte[] message)
    {
        try
        {
            return ItemMessage.ReadRefusal(message);
        }
        catch (InvalidDataException)
        {
            return null;
        }
    }

    /// <summary>Ends a worker that failed, so that a fresh one is taken; when this one is fresh, the failure is the file's.</summary>
    private async Task ReplaceAsync(FrameKind? last, bool garbled)
    {
        await StopWatchingAsync().ConfigureAwait(false);
        var worker = _worker!;
        var (isFresh, how) = (worker.Files == 1, await worker.EndAsync().ConfigureAwait(false));
        var isOutOfMemory = _isOverMemory || last == FrameKind.OutOfMemory ||
            how.Contains("OutOfMemory", StringComparison.Ordinal) || how.Contains("Out of memory", StringComparison.Ordinal);
        await ReleaseAsync(isDone: false).ConfigureAwait(false);
        if (!isFresh && _received == 0)
        {
            _isFresh = true;
            return;
        }

        if (isOutOfMemory)
        {
            throw Broken(FormattableString.Invariant(
                $"Reading it takes more than {_options.MaxMemoryBytes >> 20} MiB of memory, the limit for one file. Split it, or save ") +
                "it again with another program.", nameof(ExtractionOptions.MaxMemoryBytes));
        }

        throw new UnreadableException(ReadProblemKind.Malformed, garbled || last is not null
            ? "The worker process that read it answered with what is no answer, and was ended. Save it again, or exclude it."
            : $"The worker process that read it ended{how}. It is probably made to hurt or damaged; save it again, or exclude it.")
        {
            Code = ErrorCodes.ExtractionFailed,
        };
    }

    private static UnreadableException Broken(string reason, string? option = null) =>
        new(ReadProblemKind.TooLarge, reason) { Option = option, Code = ErrorCodes.ExtractionBound };

    private void Watch(object? state)
    {
        var worker = (WorkerProcess)state!;
        if (pool.ResidentBytesOf(worker) <= _options.MaxMemoryBytes)
            return;
        _isOverMemory = true;
        worker.Kill();
    }

    private async ValueTask StopWatchingAsync()
    {
        if (Interlocked.Exchange(ref _watch, null) is { } watch)
            await watch.DisposeAsync().ConfigureAwait(false);
    }

    private async ValueTask ReleaseAsync(bool isDone)
    {
        await StopWatchingAsync().ConfigureAwait(false);
        if (Interlocked.Exchange(ref _worker, null) is not { } worker)
            return;
        if (isDone)
            pool.Return(worker);
        else
            pool.Discard(worker);
    }
}
