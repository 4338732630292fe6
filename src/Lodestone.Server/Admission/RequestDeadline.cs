using System.Globalization;
using Lodestone.Server.Errors;
using Lodestone.Server.Serialization;
using Microsoft.AspNetCore.Http;

namespace Lodestone.Server.Admission;

/// <summary>Until when a request is worth answering: the time its header gives it, and the time that the server gives any.</summary>
internal sealed class RequestDeadline : IDisposable
{
    public const string Header = "Lodestone-Deadline-Milliseconds";

    private const int MostMilliseconds = 24 * 60 * 60 * 1_000;
    private readonly TimeProvider _clock;
    private readonly long _started;
    private readonly CancellationToken _client;
    private readonly CancellationTokenSource _timer;
    private readonly CancellationTokenSource _either;
    private readonly TimeSpan? _asked;
    private readonly bool _isHeaders;

    private RequestDeadline(TimeSpan? asked, TimeSpan? most, bool isBudget, TimeProvider clock, CancellationToken client)
    {
        (_asked, _client, _clock) = (asked, client, clock);
        _started = clock.GetTimestamp();
        _isHeaders = asked is not null && !isBudget && !(most < asked);
        _timer = new CancellationTokenSource((_isHeaders ? asked : most) ?? Timeout.InfiniteTimeSpan, clock);
        _either = CancellationTokenSource.CreateLinkedTokenSource(client, _timer.Token);
    }

    /// <summary>Cancelled when the client goes away or the time is over.</summary>
    public CancellationToken Token => _either.Token;

    /// <summary>Whether the time is over, and the client still there to be told.</summary>
    public bool HasPassed => _timer.IsCancellationRequested && !_client.IsCancellationRequested;

    /// <summary>What is left of the time that the header gives; null without one.</summary>
    public TimeSpan? Left => _asked is { } asked ? TimeSpan.FromTicks(Math.Max(0, (asked - _clock.GetElapsedTime(_started)).Ticks)) : null;

    /// <summary>Starts a request's time.</summary>
    /// <param name="context">The request.</param>
    /// <param name="most">The time that the server gives it. Null: any.</param>
    /// <param name="isBudget">Whether the header's time is a budget that the endpoint spends by itself.</param>
    /// <param name="clock">The clock.</param>
    /// <exception cref="RequestException">The header is not a number of milliseconds.</exception>
    public static RequestDeadline Start(HttpContext context, TimeSpan? most, bool isBudget, TimeProvider clock) =>
        new(Asked(context), most, isBudget, clock, context.RequestAborted);

    /// <summary>Cancelled when the client of a request goes away or its time is over.</summary>
    public static CancellationToken TokenOf(HttpContext context) =>
        context.Features.Get<RequestDeadline>()?.Token ?? context.RequestAborted;

    /// <summary>What a client is told whose time is over.</summary>
    /// <param name="work">How far it came; null when it was not admitted yet.</param>
    public Problem Describe(AdmissionTicket? work)
    {
        var why = _isHeaders
            ? FormattableString.Invariant($"{_asked!.Value.TotalMilliseconds} ms were given by {Header}")
            : "the server gives a request no more time";
        var done = work is null ? "Nothing was read yet." : $"{work.Read} of {work.Tokens} tokens were read.";
        return Problem.Of(
            "deadline-passed", StatusCodes.Status504GatewayTimeout, "The time for the request is over",
            string.Create(CultureInfo.InvariantCulture, $"The work was stopped: {why}. {done} Send less at once, or give it more time."));
    }

    public void Dispose()
    {
        _either.Dispose();
        _timer.Dispose();
    }

    private static TimeSpan? Asked(HttpContext context)
    {
        var found = context.Request.Headers[Header];
        if (found.Count == 0)
            return null;
        if (int.TryParse(found.ToString(), NumberStyles.None, CultureInfo.InvariantCulture, out var milliseconds) &&
            milliseconds is >= 1 and <= MostMilliseconds)
            return TimeSpan.FromMilliseconds(milliseconds);
        throw new RequestException(Problem.Of(
            "invalid-header", StatusCodes.Status400BadRequest, "A header is not accepted",
            $"The header {Header} is a whole number from 1 to {MostMilliseconds}; found '{FieldRule.Short(found.ToString())}'. " +
            "Correct it, or leave it out.") with
        {
            Field = Header,
        });
    }
}
