using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Lodestone.Server.Admission;
using Lodestone.TestSupport;
using Microsoft.Extensions.DependencyInjection;

namespace Lodestone.Server.Tests.Admission;

/// <summary>What one server's counters have counted since; other servers of the process have meters of the same name.</summary>
internal sealed class Measured : IDisposable
{
    private readonly MeterListener _listener = new();
    private readonly ConcurrentDictionary<string, long> _totals = new(StringComparer.Ordinal);

    public Measured(TestServer server)
    {
        var scope = server.Services.GetRequiredService<IMeterFactory>();
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter.Scope == scope && instrument is Counter<long> or UpDownCounter<long>)
                listener.EnableMeasurementEvents(instrument);
        };
        _listener.SetMeasurementEventCallback<long>((instrument, value, _, _) =>
            _totals.AddOrUpdate(instrument.Name, value, (_, before) => before + value));
        _listener.Start();
    }

    public long Total(string instrument) => _totals.GetValueOrDefault(instrument);

    public void Dispose() => _listener.Dispose();
}

internal static class TestServerExtensions
{
    extension(TestServer server)
    {
        /// <summary>What admits the work of this server.</summary>
        public AdmissionController Gate => server.Services.GetRequiredService<AdmissionController>();
    }
}
