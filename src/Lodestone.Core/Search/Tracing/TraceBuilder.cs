using System.Diagnostics;
using Lodestone.Indexing;

namespace Lodestone.Search.Tracing;

/// <summary>Collects the trace of one search; stages may report at the same time.</summary>
internal sealed class TraceBuilder(TimeProvider clock)
{
    private readonly Lock _gate = new();
    private readonly long _started = clock.GetTimestamp();
    private readonly List<StageTrace> _stages = [];
    private readonly List<string> _notices = [];

    public TimeSpan Elapsed => clock.GetElapsedTime(_started);

    public SearchPath? IndexPath { get; private set; }

    public bool Approximate { get; set; }

    /// <summary>Notes how the vector index was searched, also in the activity of the stage.</summary>
    public void Took(SearchPath path)
    {
        IndexPath = path;
        Activity.Current?.SetTag("lodestone.index.path", path.ToString());
        LodestoneDiagnostics.VectorSearches.Add(1, new KeyValuePair<string, object?>("path", path.ToString()));
    }

    public void Notice(string text)
    {
        lock (_gate)
        {
            if (!_notices.Contains(text, StringComparer.Ordinal))
                _notices.Add(text);
        }
    }

    public void Skip(string stage, string reason) =>
        Add(new StageTrace { Stage = stage, Started = Elapsed, Elapsed = TimeSpan.Zero, Skipped = reason });

    /// <summary>
    /// Runs a stage. If it fails, the failure is in the trace and null is given, because the answer of the other stages is better than
    /// none. A cancelled search is cancelled, a filter that cannot be meant is the caller's mistake, and one that was not evaluated in time
    /// leaves nothing to answer.
    /// </summary>
    public async Task<T?> RunAsync<T>(string stage, Func<StageReport, Task<T>> work)
        where T : class
    {
        var report = new StageReport();
        var started = Elapsed;
        using var activity = LodestoneDiagnostics.Activities.StartActivity("lodestone." + stage);
        string? failure = null;
        try
        {
            return await work(report).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is not (OperationCanceledException or FilterException or SearchFailedException))
        {
            failure = Words(exception);
            activity?.SetStatus(ActivityStatusCode.Error);
            return null;
        }
        finally
        {
            var elapsed = Elapsed - started;
            Add(new StageTrace
            {
                Stage = stage,
                Started = started,
                Elapsed = elapsed,
                Count = report.Count,
                ModelRuns = report.ModelRuns,
                Tokens = report.Tokens,
                CacheHits = report.CacheHits,
                Failure = failure,
            });
            Measure(stage, elapsed, report, failure is not null);
        }
    }

    public SearchTrace Build()
    {
        lock (_gate)
            return new SearchTrace(Elapsed, [.. _stages], IndexPath, Approximate, [.. _notices]);
    }

    public Exception AllFailed()
    {
        lock (_gate)
        {
            var failures = _stages.Where(s => s.Failure is not null).Select(s => $"{s.Stage}: {s.Failure}");
            return new SearchFailedException(
                ErrorCodes.SearchFailed, "No first stage could answer. " + string.Join(" ", failures));
        }
    }

    private void Add(StageTrace stage)
    {
        lock (_gate)
            _stages.Add(stage);
    }

    // The framework adds the parameter's name, which means something to whoever wrote the call only.
    private static string Words(Exception exception)
    {
        var at = exception is ArgumentException { ParamName: { } parameter }
            ? exception.Message.IndexOf($" (Parameter '{parameter}')", StringComparison.Ordinal)
            : -1;
        return at < 0 ? exception.Message : exception.Message[..at];
    }

    private static void Measure(string stage, TimeSpan elapsed, StageReport report, bool failed)
    {
        var tag = new KeyValuePair<string, object?>("stage", stage);
        LodestoneDiagnostics.StageDuration.Record(elapsed.TotalSeconds, tag);
        LodestoneDiagnostics.ModelRuns.Add(report.ModelRuns, tag);
        LodestoneDiagnostics.ModelTokens.Add(report.Tokens, tag);
        LodestoneDiagnostics.CacheHits.Add(report.CacheHits, tag);
        if (failed)
            LodestoneDiagnostics.StageFailures.Add(1, tag);
    }
}

/// <summary>What a stage counts while it runs.</summary>
internal sealed class StageReport
{
    public int Count { get; set; }

    public int ModelRuns { get; set; }

    public int CacheHits { get; set; }

    public long Tokens { get; set; }
}
