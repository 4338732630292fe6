using Lodestone.Server.Access;
using Lodestone.Server.Admission;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;

namespace Lodestone.Server.Telemetry;

/// <summary>
/// The server's telemetry: metrics for Prometheus, and traces, metrics and logs over OTLP where that is configured.
/// </summary>
/// <remarks>No part of it contains the text of a query or of a document, or a key.</remarks>
internal static class LodestoneTelemetry
{
    /// <summary>The path of the metrics where none is given.</summary>
    public const string MetricsPath = "/metrics";

    private const string Endpoint = "OTEL_EXPORTER_OTLP_ENDPOINT";

    private static readonly string[] Own = [LodestoneDiagnostics.Name, AdmissionMetrics.MeterName];

    private static readonly string[] Host = ["Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel", "System.Runtime"];

    /// <summary>Adds the export over OTLP of a standalone server, where its endpoint is configured.</summary>
    public static void AddExport(IServiceCollection services, IConfiguration configuration)
    {
        if (string.IsNullOrWhiteSpace(configuration[Endpoint]))
            return;
        services.AddOpenTelemetry()
            .WithMetrics(metrics => metrics.AddMeter([.. Own, .. Host]))
            .WithTracing(tracing => tracing.AddSource(LodestoneDiagnostics.Name).AddAspNetCoreInstrumentation())
            .WithLogging()
            .UseOtlpExporter();
    }

    /// <summary>Maps a route with the metrics of the whole process: Lodestone's, the web server's and the runtime's.</summary>
    public static IEndpointConventionBuilder MapServer(IEndpointRouteBuilder routes) =>
        Map(routes, MetricsPath, [.. Own, .. Host]);

    /// <summary>Maps a route with the metrics of Lodestone alone.</summary>
    public static IEndpointConventionBuilder MapOwn(IEndpointRouteBuilder routes, string path) => Map(routes, path, Own);

    // The route has a provider of its own, so that an application's OpenTelemetry is neither needed nor changed.
    private static IEndpointConventionBuilder Map(IEndpointRouteBuilder routes, string path, string[] meters)
    {
        var provider = Sdk.CreateMeterProviderBuilder()
            .AddMeter(meters)
            .AddPrometheusExporter(prometheus => prometheus.ScrapeResponseCacheDurationMilliseconds = 0)
            .Build();
        routes.ServiceProvider.GetRequiredService<IHostApplicationLifetime>().ApplicationStopped.Register(provider.Dispose);
        return routes.MapPrometheusScrapingEndpoint(path, provider, configureBranchedPipeline: null, optionsName: null)
            .RequireScope(KeyScope.Read);
    }
}
