using Lodestone.Server.Telemetry;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Lodestone.Server.Admission;

/// <summary>Registers the queue.</summary>
internal static class ServerAdmission
{
    public static void Add(IServiceCollection services)
    {
        services.AddMetrics();
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<ServerMetrics>();
        services.TryAddSingleton(Gate);
        services.TryAddSingleton<RequestAdmission>();
    }

    private static AdmissionController Gate(IServiceProvider services)
    {
        var options = services.GetRequiredService<IOptions<ServerOptions>>().Value;
        return new AdmissionController(
            options.InteractiveTokens,
            options.BulkTokens,
            services.GetRequiredService<ServerMetrics>(),
            services.GetRequiredService<TimeProvider>());
    }
}
