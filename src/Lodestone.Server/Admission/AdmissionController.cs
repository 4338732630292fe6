using System.Diagnostics.Metrics;
using System.Globalization;
using Lodestone.Encoders;
using Lodestone.Server.Errors;

namespace Lodestone.Server.Admission;

/// <summary>The server's one queue, bounded in tokens: work that is admitted and not yet read by a model.</summary>
/// <remarks>
/// <para>
/// Admitted requests are not held back: they go immediately to the models' scheduler, which decides whose model run is next
/// (<see cref="WorkPriority"/>). A bound on tokens is thus a bound on time, for any size of request, and only tokens accumulate.
/// </para>
/// <para>
/// Interactive and bulk work have a bound each, so bulk work never causes an interactive request to be refused. A request larger than its
/// bound could never be admitted by it. An interactive one is then treated as bulk, and a bulk one is admitted while no more than a part
/// of the bound waits.
/// </para>
/// <para>Thread-safe.</para>
/// </remarks>
internal sealed class AdmissionController
{
    private readonly Lock _gate = new();
    private readonly long[] _bounds;
    private readonly long[] _waiting = new long[2];
    private readonly TokenRate _rate;
    private readonly AdmissionMetrics _metrics;

    public AdmissionController(long interactiveBound, long bulkBound, AdmissionMetrics metrics, TimeProvider clock)
    {
        _bounds = [interactiveBound, bulkBound];
        _metrics = metrics;
        _rate = new TokenRate(clock, (double)ServerDefaults.TokensPerSecondAndCore * Environment.ProcessorCount);
        metrics.Watch(this);
    }

    /// <summary>Tokens that are admitted and not yet read.</summary>
    public long Waiting(WorkPriority priority)
    {
        lock (_gate)
            return _waiting[(int)priority];
    }

    /// <summary>The measured rate in tokens a second, over the time with work.</summary>
    public double TokensPerSecond()
    {
        lock (_gate)
            return _rate.TokensPerSecond;
    }

    /// <summary>Refuses a request of any size, before it is tokenised, when no work of its priority would be admitted.</summary>
    /// <exception cref="RequestException">The server is overloaded.</exception>
    public void EnsureRoom(WorkPriority? priority)
    {
        lock (_gate)
        {
            // A request without a priority may become either.
            var full = priority is { } one ? IsFull(one) : IsFull(WorkPriority.Interactive) && IsFull(WorkPriority.Bulk);
            if (full)
                throw Refuse(1, priority ?? WorkPriority.Interactive);
        }
    }

    /// <summary>Admits work, or refuses it immediately.</summary>
    /// <param name="tokens">The number of tokens that models will read.</param>
    /// <param name="priority">The requested priority.</param>
    /// <param name="isStanding">Whether the whole reservation is held until the work ends.</param>
    /// <exception cref="RequestException">The server is overloaded.</exception>
    public AdmissionTicket Admit(long tokens, WorkPriority priority, bool isStanding = false)
    {
        lock (_gate)
        {
            if (tokens > _bounds[(int)WorkPriority.Interactive])
                priority = WorkPriority.Bulk;
            if (!Fits(tokens, priority))
                throw Refuse(tokens, priority);
            Advance();
            _waiting[(int)priority] += tokens;
        }

        _metrics.Admitted(priority);
        return new AdmissionTicket(this, tokens, priority) { HoldsUntilDone = isStanding };
    }

    /// <summary>Reports progress: tokens that a model has read, and tokens that no longer wait because of it.</summary>
    public void Ran(WorkPriority priority, long tokens, long released)
    {
        lock (_gate)
        {
            Advance(tokens);
            _waiting[(int)priority] -= released;
        }

        _metrics.Ran(priority, tokens);
    }

    /// <summary>Reports that work has ended and none of it waits any more.</summary>
    public void Release(WorkPriority priority, long left)
    {
        lock (_gate)
        {
            Advance();
            _waiting[(int)priority] -= left;
        }
    }

    public void Dropped(WorkPriority priority, string reason) => _metrics.Dropped(priority, reason);

    private bool IsFull(WorkPriority priority) => _waiting[(int)priority] >= _bounds[(int)priority];

    private bool Fits(long tokens, WorkPriority priority)
    {
        var (waiting, bound) = (_waiting[(int)priority], _bounds[(int)priority]);
        return waiting + tokens <= bound || (tokens > bound && waiting <= bound / ServerDefaults.OversizeShare);
    }

    private void Advance(long tokens = 0) => _rate.Advance(_waiting[0] + _waiting[1] > 0, tokens);

    private RequestException Refuse(long tokens, WorkPriority priority)
    {
        _metrics.Refused(priority);
        var (waiting, bound) = (_waiting[(int)priority], _bounds[(int)priority]);
        var room = tokens > bound ? bound / ServerDefaults.OversizeShare : bound - tokens;
        var seconds = (int)Math.Clamp(Math.Ceiling(Ahead(priority, waiting - room) / _rate.TokensPerSecond), 1, 3_600);
        var name = PriorityHeader.Name(priority);
        var detail = string.Create(CultureInfo.InvariantCulture,
            $"{waiting} tokens of {name} work wait to be read; at most {bound} may, and this request has {tokens} or more. " +
            $"Send it again in {seconds} s, or send fewer tokens.");
        return new RequestException(ErrorTable.Describe(HttpErrorCodes.Overloaded, detail) with { RetryAfterSeconds = seconds });
    }

    // The tokens that are read until so many of one kind are: those of the other kind too, up to its share. The share is one of runs, so
    // this is exact where the runs of both kinds are equally long.
    private double Ahead(WorkPriority priority, long tokens)
    {
        double interval = ModelRuns.BulkInterval;
        var (other, perToken) = priority == WorkPriority.Bulk
            ? (WorkPriority.Interactive, interval)
            : (WorkPriority.Bulk, interval / (interval - 1));
        return Math.Min(tokens + _waiting[(int)other], tokens * perToken);
    }
}

/// <summary>A request's share of the queue, released as its tokens are read, and completely when it ends.</summary>
/// <remarks>Thread-safe; repeated disposal has no effect.</remarks>
internal sealed class AdmissionTicket : IProgress<int>, IDisposable
{
    private readonly AdmissionController _gate;
    private long _left;
    private long _read;

    public AdmissionTicket(AdmissionController gate, long tokens, WorkPriority priority)
    {
        _gate = gate;
        _left = Tokens = tokens;
        Priority = priority;
    }

    /// <summary>The number of admitted tokens.</summary>
    public long Tokens { get; }

    /// <summary>The priority of the work.</summary>
    public WorkPriority Priority { get; }

    /// <summary>The number of tokens that models have read for it.</summary>
    public long Read => Interlocked.Read(ref _read);

    /// <summary>
    /// Whether the whole reservation is held until the work ends. Streams of documents have no known length, so the ticket reserves their
    /// maximum in-flight work.
    /// </summary>
    public bool HoldsUntilDone { get; init; }

    /// <summary>Called with the number of tokens read when the request has completed.</summary>
    public Action<long>? WhenDone { get; set; }

    /// <summary>Called after every model run with the number of tokens it read.</summary>
    public void Report(int value)
    {
        Interlocked.Add(ref _read, value);
        _gate.Ran(Priority, value, HoldsUntilDone ? 0 : Take(value));
    }

    /// <summary>Counts the request as dropped, unless it was done already.</summary>
    public void Drop(string reason)
    {
        if (Interlocked.Read(ref _left) > 0)
            _gate.Dropped(Priority, reason);
    }

    public void Dispose() => _gate.Release(Priority, Take(long.MaxValue));

    /// <summary>Takes tokens from the rest; an estimate may have been too low, so fewer may be left than requested.</summary>
    private long Take(long most)
    {
        while (true)
        {
            var left = Interlocked.Read(ref _left);
            var taken = Math.Min(left, most);
            if (Interlocked.CompareExchange(ref _left, left - taken, left) == left)
                return taken;
        }
    }
}

/// <summary>The models' rate in tokens a second over the time with work; newer seconds have more weight.</summary>
/// <remarks>Not thread-safe: the controller's lock guards it.</remarks>
internal sealed class TokenRate(TimeProvider clock, double atFirst)
{
    private const double HalfLifeSeconds = 10;

    // As if this much time had been measured before, so that the first run alone does not set the rate.
    private const double PriorSeconds = 1;

    private double _tokens = atFirst * PriorSeconds;
    private double _seconds = PriorSeconds;
    private long _last = clock.GetTimestamp();

    public double TokensPerSecond => _tokens / _seconds;

    /// <summary>Advances the time and adds tokens.</summary>
    /// <param name="busy">Whether there was work since the last call.</param>
    /// <param name="tokens">The number of tokens read.</param>
    public void Advance(bool busy, long tokens = 0)
    {
        var now = clock.GetTimestamp();
        var elapsed = clock.GetElapsedTime(_last, now).TotalSeconds;
        _last = now;
        if (busy)
        {
            var kept = Math.Pow(.5, elapsed / HalfLifeSeconds);
            _tokens *= kept;
            _seconds = (_seconds * kept) + elapsed;
        }

        _tokens += tokens;
    }
}

/// <summary>The queue's metrics. None of them contains a text or a key.</summary>
internal sealed class AdmissionMetrics
{
    /// <summary>The name of the meter.</summary>
    public const string MeterName = "Lodestone.Server";

    private readonly Meter _meter;
    private readonly Counter<long> _admitted;
    private readonly Counter<long> _refused;
    private readonly Counter<long> _dropped;
    private readonly Counter<long> _tokens;

    public AdmissionMetrics(IMeterFactory meters)
    {
        _meter = meters.Create(MeterName);
        _admitted = _meter.CreateCounter<long>("lodestone.queue.requests.admitted", "{request}", "Requests that were admitted.");
        _refused = _meter.CreateCounter<long>("lodestone.queue.requests.refused", "{request}", "Requests refused with status 429.");
        _dropped = _meter.CreateCounter<long>(
            "lodestone.queue.requests.dropped", "{request}", "Requests whose work was dropped: the client left, or the deadline passed.");
        _tokens = _meter.CreateCounter<long>("lodestone.queue.tokens.read", "{token}", "Tokens that models read for admitted requests.");
    }

    /// <summary>Publishes the waiting tokens of a gate.</summary>
    public void Watch(AdmissionController gate)
    {
        _meter.CreateObservableGauge(
            "lodestone.queue.tokens",
            () => Enum.GetValues<WorkPriority>().Select(p => new Measurement<long>(gate.Waiting(p), Tag(p))),
            "{token}",
            "Tokens that are admitted and not yet read.");
        _meter.CreateObservableGauge(
            "lodestone.queue.token_rate", gate.TokensPerSecond, "{token}/s", "Tokens read a second, as measured while there was work.");
    }

    public void Admitted(WorkPriority priority) => _admitted.Add(1, Tag(priority));

    public void Refused(WorkPriority priority) => _refused.Add(1, Tag(priority));

    public void Dropped(WorkPriority priority, string reason) =>
        _dropped.Add(1, Tag(priority), new KeyValuePair<string, object?>("reason", reason));

    public void Ran(WorkPriority priority, long tokens) => _tokens.Add(tokens, Tag(priority));

    private static KeyValuePair<string, object?> Tag(WorkPriority priority) => new("priority", PriorityHeader.Name(priority));
}
