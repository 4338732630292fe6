namespace Lodestone.Ingestion.Readers.Shared;

/// <summary>Runs parsers that cannot be cancelled on threads of their own; a caller that is cancelled stops waiting.</summary>
/// <remarks>
/// An abandoned parser runs on until it is done or sees that it was cancelled, on a background thread, so it does not keep the process
/// alive. It keeps its place until then: at most <see cref="Places"/> parsers exist at once, and the next one waits for a place. It may
/// only touch what its caller gave away, so a caller passes no buffer that it uses again.
/// </remarks>
internal static class ParserThread
{
    /// <summary>The most parsers that exist at once in the process, abandoned ones included.</summary>
    public const int Places = 16;

    // Parsers recurse as deep as their bounds let a file nest. A thread's stack is 1.5 MB on macOS and 128 KB on musl where not asked for.
    private const int StackBytes = 64 * 1024 * 1024;

    private static readonly SemaphoreSlim Free = new(Places);

    /// <exception cref="OperationCanceledException">The token is cancelled; the parser may still be running.</exception>
    public static async Task<T> RunAsync<T>(Func<T> parse, CancellationToken cancellationToken)
    {
        await Free.WaitAsync(cancellationToken).ConfigureAwait(false);
        var result = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        // Looked at here, because the failure of an abandoned parser has no other reader.
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
#pragma warning disable CA1031 // Thrown again to whoever awaits the result.
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
