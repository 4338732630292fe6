using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;

namespace Lodestone.Server.Tests;

/// <summary>Gates with metrics of their own.</summary>
internal static class Gates
{
    public static TokenGate Create(long interactive, long bulk, TimeProvider? clock = null)
    {
        var services = new ServiceCollection().AddMetrics().BuildServiceProvider();
        var metrics = new ServerMetrics(services.GetRequiredService<IMeterFactory>());
        return new TokenGate(interactive, bulk, metrics, clock ?? new ManualTime());
    }
}
