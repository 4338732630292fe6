using System.Net;

namespace Lodestone.Benchmarks;

/// <summary>The server's results under one load.</summary>
internal sealed record LoadPhase
{
    /// <summary>The load, as a multiple of the capacity.</summary>
    public required double Multiple { get; init; }

    /// <summary>The scheduled requests per second.</summary>
    public required double Offered { get; init; }

    /// <summary>The start of the measured part, in seconds from the phase's start; before that the empty queue fills.</summary>
    public required double LeadIn { get; init; }

    /// <summary>The end of the arrivals, in seconds from the phase's start.</summary>
    public required double End { get; init; }

    /// <summary>The time of the last response, in seconds.</summary>
    public required double Elapsed { get; init; }

    /// <summary>Every request.</summary>
    public required IReadOnlyList<LoadOutcome> Outcomes { get; init; }

    /// <summary>The number of texts embedded concurrently.</summary>
    public required int BulkTexts { get; init; }

    /// <summary>The number of concurrent bulk requests refused.</summary>
    public required int BulkRefused { get; init; }

    /// <summary>The server's resident bytes each second, from the phase's start to its end.</summary>
    public required IReadOnlyList<long> Resident { get; init; }

    /// <summary>Requests that arrived in the measured part.</summary>
    public IReadOnlyList<LoadOutcome> Measured => [.. Outcomes.Where(o => o.Arrival >= LeadIn)];

    /// <summary>The responses per second in the measured part, whenever their requests arrived.</summary>
    public double Throughput => Outcomes.Count(o => o.Admitted && o.End >= LeadIn && o.End <= End) / (End - LeadIn);

    public double RefusedShare => Measured.Count == 0 ? 0 : (double)Measured.Count(o => o.Refused) / Measured.Count;

    /// <summary>The Retry-After of refused requests, in seconds; empty when none was refused.</summary>
    public IReadOnlyList<double> RetryAfter => [.. Outcomes.Where(o => o.Refused).Select(o => o.RetryAfter).OfType<double>()];

    /// <summary>The latency of admitted requests; null without any.</summary>
    public Latency? AdmittedLatency(string? kind = null) => LatencyOf(Admitted.Where(o => kind is null || o.Kind == kind));

    /// <summary>The latency of refusals; null without any.</summary>
    public Latency? RefusedLatency => LatencyOf(Measured.Where(o => o.Refused));

    /// <summary>The median time of the second half's requests, as a multiple of the first's: it grows with a growing queue.</summary>
    public double? GrowthOfWaiting
    {
        get
        {
            var middle = (LeadIn + End) / 2;
            var first = LatencyOf(Admitted.Where(o => o.Arrival < middle));
            var second = LatencyOf(Admitted.Where(o => o.Arrival >= middle));
            return first is null || second is null ? null : second.Median / first.Median;
        }
    }

    /// <summary>The statuses of requests that were neither admitted nor refused.</summary>
    public IEnumerable<HttpStatusCode> Failures => Outcomes.Where(o => !o.Admitted && !o.Refused).Select(o => o.Status);

    /// <summary>The number of refusals without a Retry-After.</summary>
    public int RefusedWithoutTime => Outcomes.Count(o => o.Refused && o.RetryAfter is null);

    private IEnumerable<LoadOutcome> Admitted => Measured.Where(o => o.Admitted);

    private static Latency? LatencyOf(IEnumerable<LoadOutcome> outcomes)
    {
        double[] seconds = [.. outcomes.Select(o => o.Seconds)];
        return seconds.Length == 0 ? null : Latency.Of(seconds);
    }
}
