using System.Net;

namespace Lodestone.Benchmarks;

/// <summary>How a request went.</summary>
/// <param name="Kind">What it asked for.</param>
/// <param name="Arrival">When it was due, in seconds from the phase's start.</param>
/// <param name="Seconds">From then to its whole answer: a client that was late to send it does not hide what it waited.</param>
/// <param name="Status">The answer's status.</param>
/// <param name="RetryAfter">When the server says to come back, in seconds.</param>
internal sealed record LoadOutcome(string Kind, double Arrival, double Seconds, HttpStatusCode Status, double? RetryAfter)
{
    public bool Admitted => Status == HttpStatusCode.OK;

    public bool Refused => Status == HttpStatusCode.TooManyRequests;

    public double End => Arrival + Seconds;
}
