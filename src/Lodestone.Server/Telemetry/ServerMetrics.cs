using System.Diagnostics.Metrics;
using Lodestone.Encoders;
using Lodestone.Server.Admission;

namespace Lodestone.Server.Telemetry;

/// <summary>What the queue does, as metrics. None of them carries a text or a key.</summary>
internal sealed class ServerMetrics
{
    private readonly Meter _meter;
    private readonly Counter<long> _admitted;
    private readonly Counter<long> _refused;
    private readonly Counter<long> _dropped;
    private readonly Counter<long> _tokens;

    public ServerMetrics(IMeterFactory meters)
    {
        _meter = meters.Create(LodestoneTelemetry.ServerName);
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
