using System.Runtime.CompilerServices;
using Lodestone.Collections;

namespace Lodestone.Search;

/// <summary>One search whose fused result is handed out while the rest is under way.</summary>
internal static class SearchSteps
{
    public static IAsyncEnumerable<SearchResult> Of(
        CollectionCore core, string query, SearchOptions options, CancellationToken cancellationToken)
    {
        Searcher.Validate(query, options);
        return RunAsync(core, query, options, cancellationToken);
    }

    private static async IAsyncEnumerable<SearchResult> RunAsync(
        CollectionCore core, string query, SearchOptions options, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        // Whoever awaits the first result goes on elsewhere, so that it does not hold up the search.
        var fused = new TaskCompletionSource<SearchResult>(TaskCreationOptions.RunContinuationsAsynchronously);
        var search = Searcher.RunAsync(core, query, options, fused.SetResult, stop.Token);
        try
        {
            // A search that fails early has nothing to show before.
            if (await Task.WhenAny(fused.Task, search).ConfigureAwait(false) == fused.Task || fused.Task.IsCompleted)
                yield return await fused.Task.ConfigureAwait(false);
            yield return await search.ConfigureAwait(false);
        }
        finally
        {
            await stop.CancelAsync().ConfigureAwait(false);
            await ((Task)search).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }
}
