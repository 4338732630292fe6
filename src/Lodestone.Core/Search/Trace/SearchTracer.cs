using System.Diagnostics;
using Lodestone.Encoders;
using Lodestone.Indexing;

namespace Lodestone.Search.Trace;

/// <summary>Collects the trace of one search; stages may run concurrently.</summary>
internal sealed class SearchTracer(TimeProvider clock)
{
    private readonly Lock _gate = new();
    private readonly long _started = clock.GetTimestamp();
    private readonly List<StageTrace> _stages = [];
    private readonly List<string> _notices = [];

    public TimeSpan Elapsed => clock.GetElapsedTime(_started);

    public SearchPath? IndexPath { get; private set; }

    public bool Approximate { get; set; }

    public long? Findable { get; set; }

    public double? Bm25Share { get; set; }

    public RerankShare? RerankShare { get; set; }

    public RerankEffort? Effort { get; set; }

    /// <summary>Whether a stage failed.</summary>
    public bool Failed
    {
        get
        {
            lock (_gate)
                return _stages.Exists(s => s.Failure is not null);
        }
    }

    /// <summary>The fields of the filter that no document has; each becomes a notice.</summary>
    public IReadOnlyList<string> UnknownFields
    {
        get;
        set
        {
            field = value;
            foreach (var name in value)
                Notice($"No document has the field '{name}', which the filter names: its comparisons are false.");
        }
    } = [];

    /// <summary>Records how the vector index was searched, also in the activity of the stage.</summary>
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

    /// <summary>Begins a stage, which ends when the scope is disposed.</summary>
    public StageScope Begin(string stage) => new(this, stage);

    public SearchTrace Build()
    {
        lock (_gate)
        {
            return new SearchTrace(Elapsed, [.. _stages], IndexPath, Approximate, [.. _notices])
            {
                Findable = Findable,
                Bm25Share = Bm25Share,
                RerankShare = RerankShare,
                Effort = Effort,
            };
        }
    }

    /// <summary>The exception for a search in which no first stage succeeded.</summary>
    public SearchFailedException AllFailed()
    {
        lock (_gate)
        {
            var failures = _stages.Where(s => s.Failure is not null).Select(s => $"{s.Stage}: {s.Failure}");
            return new SearchFailedException(
                ErrorCodes.SearchFailed, "No first stage could answer. " + string.Join(" ", failures));
        }
    }

    /// <summary>Adds a stage that has ended, as one of a search that this one is made of.</summary>
    public void Add(StageTrace stage)
    {
        lock (_gate)
            _stages.Add(stage);
    }

    /// <summary>One stage from start to end: its counts go into the trace, the activity and the metrics.</summary>
    internal sealed class StageScope : IDisposable
    {
        private readonly SearchTracer _tracer;
        private readonly string _stage;
        private readonly TimeSpan _started;
        private readonly Activity? _activity;
        private string? _failure;
        private string? _failureCode;

        public StageScope(SearchTracer tracer, string stage)
        {
            (_tracer, _stage, _started) = (tracer, stage, tracer.Elapsed);
            _activity = LodestoneDiagnostics.Activities.StartActivity("lodestone." + stage);
        }

        public int Count { get; set; }

        public int ModelRuns { get; set; }

        public int CacheHits { get; set; }

        public long Tokens { get; set; }

        public string? Model { get; set; }

        /// <summary>
        /// Whether the search continues, degraded, without this stage: true for failures that a model, an index, the store or a component
        /// of the application may have at any time. A cancelled search, an invalid filter (the caller's error), and any other exception (a
        /// bug) are rethrown.
        /// </summary>
        public bool Degrades(Exception exception)
        {
            _activity?.AddException(exception);
            _activity?.SetStatus(ActivityStatusCode.Error);
            // A query that a bi-encoder truncates may be too long for a cross-encoder, which never truncates it.
            if (exception is not (ModelLoadException or ModelOutputException or ComponentException or IndexFormatException
                or StoreException or InvalidArgumentException { Code: ErrorCodes.QueryTooLong }))
            {
                return false;
            }

            _failure = exception.Message;
            _failureCode = (exception as ILodestoneError)?.Code;
            return true;
        }

        public void Dispose()
        {
            var elapsed = _tracer.Elapsed - _started;
            _tracer.Add(new StageTrace
            {
                Stage = _stage,
                Started = _started,
                Elapsed = elapsed,
                Count = Count,
                ModelRuns = ModelRuns,
                Tokens = Tokens,
                CacheHits = CacheHits,
                Model = Model,
                Failure = _failure,
                FailureCode = _failureCode,
            });
            var tag = new KeyValuePair<string, object?>("stage", _stage);
            LodestoneDiagnostics.StageDuration.Record(elapsed.TotalSeconds, tag);
            LodestoneDiagnostics.ModelRuns.Add(ModelRuns, tag);
            LodestoneDiagnostics.ModelTokens.Add(Tokens, tag);
            LodestoneDiagnostics.CacheHits.Add(CacheHits, tag);
            if (_failure is not null)
                LodestoneDiagnostics.StageFailures.Add(1, tag);
            _activity?.Dispose();
        }
    }
}

/// <summary>Sums the tokens of model runs, reported on worker threads, and forwards each report.</summary>
internal sealed class TokenSum(IProgress<int>? next) : IProgress<int>
{
    private long _total;

    public long Total => Interlocked.Read(ref _total);

    public void Report(int value)
    {
        Interlocked.Add(ref _total, value);
        next?.Report(value);
    }
}
