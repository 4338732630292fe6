using System.Globalization;
using Lodestone.Collections;
using Lodestone.Search.Tracing;

namespace Lodestone.Search;

/// <summary>Checks what is asked, holds a state of the collection, and runs the pipeline on it.</summary>
internal static class Searcher
{
    // A writer saves seldom, so a reader's search is run again once at most, but for a writer that does nothing else.
    private const int MostAttempts = 4;

    public static async Task<SearchResult> SearchAsync(
        CollectionCore core, string query, SearchOptions options, CancellationToken cancellationToken)
    {
        Validate(query, options);
        return await RunAsync(core, query, options, null, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Searches, for options that have been looked at.</summary>
    /// <param name="core">The collection.</param>
    /// <param name="query">What is asked.</param>
    /// <param name="options">How to search.</param>
    /// <param name="fused">Told once of the result before reranking; null if nobody wants it.</param>
    /// <param name="cancellationToken">Honoured within every stage.</param>
    public static async Task<SearchResult> RunAsync(
        CollectionCore core, string query, SearchOptions options, Action<SearchResult>? fused, CancellationToken cancellationToken)
    {
        var result = await AttemptAsync(core, query, options, fused, cancellationToken).ConfigureAwait(false);
        LodestoneDiagnostics.SearchDuration.Record(result.Trace.Elapsed.TotalSeconds);
        return result;
    }

    /// <exception cref="ArgumentException">The query is blank or too long, or an option is out of range.</exception>
    public static void Validate(string query, SearchOptions options)
    {
        if (BlankText.IsBlank(query))
            {
            throw new InvalidArgumentException(
                ErrorCodes.QueryBlank, "The query is blank. Say in plain words what is looked for.", nameof(query));
        }

        if (query.Length > SearchDefaults.MaxQueryLength)
        {
            throw new InvalidArgumentException(ErrorCodes.QueryTooLong, string.Create(CultureInfo.InvariantCulture,
                $"The query has {query.Length} characters; at most {SearchDefaults.MaxQueryLength} are accepted. Shorten it."),
                nameof(query));
        }

        options.Validate();
    }

    private static async Task<SearchResult> AttemptAsync(
        CollectionCore core, string query, SearchOptions options, Action<SearchResult>? fused, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            var save = core.LastSave();
            var result = await OnceAsync(core, query, options, fused, cancellationToken).ConfigureAwait(false);
            if (save is null || attempt == MostAttempts || core.LastSave() == save)
                return result;
            // Told once, whatever comes of the next attempt.
            fused = null;
        }
    }

    private static async Task<SearchResult> OnceAsync(
        CollectionCore core, string query, SearchOptions options, Action<SearchResult>? fused, CancellationToken cancellationToken)
    {
        using var activity = LodestoneDiagnostics.Activities.StartActivity("lodestone.search");
        var trace = new TraceBuilder(core.Options.TimeProvider);
        using var lease = await core.AcquireAsync(cancellationToken).ConfigureAwait(false);
        SearchResult result;
        if (lease is null)
        {
            trace.Notice("The collection is empty.");
            result = new SearchResult(query, [], 0, 0, trace.Build());
            fused?.Invoke(result);
        }
        else
        {
            foreach (var notice in core.SearchNotices)
                trace.Notice(notice);
            var pipeline = new SearchPipeline(lease.Space.FirstStages, core.Reranker, lease.Space.Tokenizer);
            result = await pipeline.RunAsync(query, options, lease, trace, fused, cancellationToken).ConfigureAwait(false);
        }

        activity?.SetTag("lodestone.hits", result.Hits.Count);
        return result;
    }
}
