using System.Globalization;
using Lodestone.Encoders;
using Lodestone.Server.Errors;
using Lodestone.Server.Telemetry;
using Microsoft.AspNetCore.Http;

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
    private readonly ServerMetrics _metrics;

    public AdmissionController(long interactiveBound, long bulkBound, ServerMetrics metrics, TimeProvider clock)
    {
        _bounds = [interactiveBound, bulkBound];
        _metrics = metrics;
        _rate = new TokenRate(clock, (double)AdmissionDefaults.TokensPerSecondAndCore * Environment.ProcessorCount);
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
        return waiting + tokens <= bound || (tokens > bound && waiting <= bound / AdmissionDefaults.OversizeShare);
    }

    private void Advance(long tokens = 0) => _rate.Advance(_waiting[0] + _waiting[1] > 0, tokens);

    private RequestException Refuse(long tokens, WorkPriority priority)
    {
        _metrics.Refused(priority);
        var (waiting, bound) = (_waiting[(int)priority], _bounds[(int)priority]);
        var room = tokens > bound ? bound / AdmissionDefaults.OversizeShare : bound - tokens;
        // Bulk work moves only when no interactive work is left.
        var ahead = priority == WorkPriority.Bulk ? _waiting[(int)WorkPriority.Interactive] : 0;
        var seconds = (int)Math.Clamp(Math.Ceiling((ahead + waiting - room) / _rate.TokensPerSecond), 1, 3_600);
        var name = PriorityHeader.Name(priority);
        var detail = string.Create(CultureInfo.InvariantCulture,
            $"{waiting} tokens of {name} work wait to be read; at most {bound} may, and this request has {tokens} or more. " +
            $"Send it again in {seconds} s, or less at once.");
        return new RequestException(
            Problem.Of("overloaded", StatusCodes.Status429TooManyRequests, "The server has as much work as it takes", detail) with
            {
                RetryAfterSeconds = seconds,
            });
    }
}
