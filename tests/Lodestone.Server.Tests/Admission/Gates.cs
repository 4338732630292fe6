using System.Diagnostics.Metrics;
using Lodestone.Server.Admission;
using Lodestone.TestSupport;
using Microsoft.Extensions.DependencyInjection;

namespace Lodestone.Server.Tests.Admission;

/// <summary>Gates with metrics of their own.</summary>
internal static class Gates
{
    public static AdmissionController Create(long interactive, long bulk, TimeProvider? clock = null)
    {
        var services = new ServiceCollection().AddMetrics().BuildServiceProvider();
        var metrics = new AdmissionMetrics(services.GetRequiredService<IMeterFactory>());
        return new AdmissionController(interactive, bulk, metrics, clock ?? new ManualTime());
    }
}
