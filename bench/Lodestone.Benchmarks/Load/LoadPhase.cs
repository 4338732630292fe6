using System.Net;

namespace Lodestone.Benchmarks;

/// <summary>What the server did under one load.</summary>
internal sealed record LoadPhase
{
    /// <summary>The load, as a multiple of the capacity.</summary>
    public required double Multiple { get; init; }

    /// <summary>Requests a second that were to arrive.</summary>
    public required double Offered { get; init; }

    /// <summary>When the measured part begins, in seconds from the phase's start: before that a queue fills that was empty.</summary>
    public required double LeadIn { get; init; }

    /// <summary>Until when requests arrived, in seconds from the phase's start.</summary>
    public required double End { get; init; }

    /// <summary>Until the last of them was answered, in seconds.</summary>
    public required double Elapsed { get; init; }

    /// <summary>Every request.</summary>
    public required IReadOnlyList<LoadOutcome> Outcomes { get; init; }

    /// <summary>Texts embedded at the side.</summary>
    public required int BulkTexts { get; init; }

    /// <summary>Requests refused at the side.</summary>
    public required int BulkRefused { get; init; }

    /// <summary>The server's resident bytes each second, from the phase's start to its end.</summary>
    public required IReadOnlyList<long> Resident { get; init; }

    /// <summary>Requests that arrived in the measured part.</summary>
    public IReadOnlyList<LoadOutcome> Measured => [.. Outcomes.Where(o => o.Arrival >= LeadIn)];

    /// <summary>Answers a second in the measured part, whenever their requests arrived.</summary>
    public double Throughput => Outcomes.Count(o => o.Admitted && o.End >= LeadIn && o.End <= End) / (End - LeadIn);

    public double RefusedShare => Measured.Count == 0 ? 0 : (double)Measured.Count(o => o.Refused) / Measured.Count;

    /// <summary>When refused clients were told to come back, in seconds; empty when none was refused.</summary>
    public IReadOnlyList<double> RetryAfter => [.. Outcomes.Where(o => o.Refused).Select(o => o.RetryAfter).OfType<double>()];

    /// <summary>How long admitted requests took; null when there were none.</summary>
    public Latency? AdmittedLatency(string? kind = null) => LatencyOf(Admitted.Where(o => kind is null || o.Kind == kind));

    /// <summary>How long it took to be refused; null when nobody was.</summary>
    public Latency? RefusedLatency => LatencyOf(Measured.Where(o => o.Refused));

    /// <summary>The median time of the second half's requests, as a multiple of the first's: where a queue grows, so does it.</summary>
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

    /// <summary>Answers that are neither given nor refused.</summary>
    public IEnumerable<HttpStatusCode> Failures => Outcomes.Where(o => !o.Admitted && !o.Refused).Select(o => o.Status);

    /// <summary>Refusals that do not say when to come back.</summary>
    public int RefusedWithoutTime => Outcomes.Count(o => o.Refused && o.RetryAfter is null);

    private IEnumerable<LoadOutcome> Admitted => Measured.Where(o => o.Admitted);

    private static Latency? LatencyOf(IEnumerable<LoadOutcome> outcomes)
    {
        double[] seconds = [.. outcomes.Select(o => o.Seconds)];
        return seconds.Length == 0 ? null : Latency.Of(seconds);
    }
}
