using System.Diagnostics.Metrics;
using System.Globalization;
using Lodestone.Encoders;
using Lodestone.Server.Errors;

namespace Lodestone.Server.Admission;

/// <summary>The server's one queue, bounded in tokens: what is admitted and not yet read by a model.</summary>
/// <remarks>
/// <para>
/// Requests are not held back: what is admitted goes to the models' scheduler at once, which takes interactive work first and lets calls
/// of one priority take turns. So the bound on tokens is a bound on time, whatever the requests' sizes, and nothing but tokens piles up.
/// </para>
/// <para>
/// Interactive and bulk work have a bound each: no amount of bulk work has an interactive request refused. A request that is larger than
/// its bound could never be admitted by it. An interactive one is taken as bulk then, and a bulk one is let in while no more than
/// a part of the bound waits.
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

    /// <summary>Tokens a second, as measured while there was work.</summary>
    public double TokensPerSecond()
    {
        lock (_gate)
            return _rate.TokensPerSecond;
    }

    /// <summary>Refuses a request of any size when nothing of its priority would be admitted, before it is even tokenised.</summary>
    /// <exception cref="RequestException">The server is overloaded.</exception>
    public void EnsureRoom(WorkPriority? priority)
    {
        lock (_gate)
        {
            // One that does not say what it is may be either.
            var full = priority is { } one ? IsFull(one) : IsFull(WorkPriority.Interactive) && IsFull(WorkPriority.Bulk);
            if (full)
                throw Refuse(1, priority ?? WorkPriority.Interactive);
        }
    }

    /// <summary>Admits work, or refuses it at once.</summary>
    /// <param name="tokens">How many tokens it will read.</param>
    /// <param name="priority">What it asks for.</param>
    /// <param name="isStanding">Whether all of it is held until it ends.</param>
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

    /// <summary>Some of the work was done: tokens a model has read, and tokens that thereby need not be waited for any more.</summary>
    public void Ran(WorkPriority priority, long tokens, long released)
    {
        lock (_gate)
        {
            Advance(tokens);
            _waiting[(int)priority] -= released;
        }

        _metrics.Ran(priority, tokens);
    }

    /// <summary>Work has ended: nothing of it is waited for any more.</summary>
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
        // Bulk work moves only when no interactive work is left.
        var ahead = priority == WorkPriority.Bulk ? _waiting[(int)WorkPriority.Interactive] : 0;
        var seconds = (int)Math.Clamp(Math.Ceiling((ahead + waiting - room) / _rate.TokensPerSecond), 1, 3_600);
        var name = PriorityHeader.Name(priority);
        var detail = string.Create(CultureInfo.InvariantCulture,
            $"{waiting} tokens of {name} work wait to be read; at most {bound} may, and this request has {tokens} or more. " +
            $"Send it again in {seconds} s, or less at once.");
        return new RequestException(ErrorTable.Describe(HttpErrorCodes.Overloaded, detail) with { RetryAfterSeconds = seconds });
    }
}

/// <summary>A request's share of the queue, given back as its tokens are read, and wholly when it ends.</summary>
/// <remarks>Thread-safe; disposing it twice does nothing more.</remarks>
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

    /// <summary>Tokens that were admitted.</summary>
    public long Tokens { get; }

    /// <summary>What it runs as.</summary>
    public WorkPriority Priority { get; }

    /// <summary>Tokens that models have read for it.</summary>
    public long Read => Interlocked.Read(ref _read);

    /// <summary>
    /// Whether all of it is held until it ends. So with a stream of documents, whose length nobody knows: it holds what it may have under
    /// way at any moment.
    /// </summary>
    public bool HoldsUntilDone { get; init; }

    /// <summary>Told how many tokens were read, if the request came to its end.</summary>
    public Action<long>? WhenDone { get; set; }

    /// <summary>Told of every model run how many tokens it read.</summary>
    public void Report(int value)
    {
        Interlocked.Add(ref _read, value);
        _gate.Ran(Priority, value, HoldsUntilDone ? 0 : Take(value));
    }

    /// <summary>Counts it as dropped, unless it had been done already.</summary>
    public void Drop(string reason)
    {
        if (Interlocked.Read(ref _left) > 0)
            _gate.Dropped(Priority, reason);
    }

    public void Dispose() => _gate.Release(Priority, Take(long.MaxValue));

    /// <summary>Takes from what is left; an estimate may have been too low, so there may be less than asked.</summary>
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

/// <summary>How many tokens a second the models read, of the time in which there was work; newer seconds count more.</summary>
/// <remarks>Not thread-safe: the gate's lock guards it.</remarks>
internal sealed class TokenRate(TimeProvider clock, double atFirst)
{
    private const double HalfLifeSeconds = 10;

    // As if this long had been measured already: the first run does not decide alone.
    private const double PriorSeconds = 1;

    private double _tokens = atFirst * PriorSeconds;
    private double _seconds = PriorSeconds;
    private long _last = clock.GetTimestamp();

    public double TokensPerSecond => _tokens / _seconds;

    /// <summary>Time goes on, and some tokens have been read.</summary>
    /// <param name="busy">Whether there was work since the last call.</param>
    /// <param name="tokens">How many tokens have been read.</param>
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

/// <summary>What the queue does, as metrics. None of them carries a text or a key.</summary>
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

    /// <summary>Shows what waits at a gate.</summary>
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
