using System.Net;

namespace Lodestone.Benchmarks;

/// <summary>The outcome of a request.</summary>
/// <param name="Kind">The kind of request.</param>
/// <param name="Arrival">The scheduled time, in seconds from the phase's start.</param>
/// <param name="Seconds">The time from the schedule to the whole response, so that a late client does not hide its waiting time.</param>
/// <param name="Status">The status of the response.</param>
/// <param name="RetryAfter">The server's Retry-After, in seconds.</param>
internal sealed record LoadOutcome(string Kind, double Arrival, double Seconds, HttpStatusCode Status, double? RetryAfter)
{
    public bool Admitted => Status == HttpStatusCode.OK;

    public bool Refused => Status == HttpStatusCode.TooManyRequests;

    public double End => Arrival + Seconds;
}
