namespace Lodestone.Ingestion.Readers.Shared;

/// <summary>Runs parsers that cannot be cancelled on separate threads; a cancelled caller stops waiting.</summary>
/// <remarks>
/// An abandoned parser runs on a background thread until it is done or notices the cancellation, so it does not keep the process alive. It
/// keeps its place until then: at most <see cref="Places"/> parsers exist concurrently, and the next one waits for a place. A parser may
/// only touch data that its caller gave up, so a caller passes no buffer that it uses again.
/// </remarks>
internal static class ParserThread
{
    /// <summary>The maximum number of concurrent parsers in the process, including abandoned ones.</summary>
    public const int Places = 16;

    // Parsers recurse as deeply as their limits allow. The default stack of a thread is 1.5 MB on macOS and 128 KB on musl.
    private const int StackBytes = 64 * 1024 * 1024;

    private static readonly SemaphoreSlim Free = new(Places);

    /// <exception cref="OperationCanceledException">The token is cancelled; the parser may still be running.</exception>
    public static async Task<T> RunAsync<T>(Func<T> parse, CancellationToken cancellationToken)
    {
        await Free.WaitAsync(cancellationToken).ConfigureAwait(false);
        var result = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        // Observed here, because no other code reads the failure of an abandoned parser.
        _ = result.Task.ContinueWith(static failed => _ = failed.Exception, CancellationToken.None,
            TaskContinuationOptions.OnlyOnFaulted | TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        try
        {
            new Thread(() => Run(parse, result), StackBytes) { IsBackground = true, Name = "lodestone parser" }.UnsafeStart();
        }
        catch
        {
            Free.Release();
            throw;
        }

        return await result.Task.WaitAsync(cancellationToken).ConfigureAwait(false);
    }

    private static void Run<T>(Func<T> parse, TaskCompletionSource<T> result)
    {
        try
        {
            var parsed = parse();
            Free.Release();
            result.SetResult(parsed);
        }
#pragma warning disable CA1031 // Thrown again to the awaiting caller.
        catch (Exception failure)
#pragma warning restore CA1031
        {
            Free.Release();
            if (failure is OperationCanceledException stopped)
                result.SetCanceled(stopped.CancellationToken);
            else
                result.SetException(failure);
        }
    }
}
