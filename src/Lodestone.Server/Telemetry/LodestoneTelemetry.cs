using Lodestone.Server.Access;
using Lodestone.Server.Admission;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
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
    /// <summary>The path of the metrics for Prometheus.</summary>
    public const string MetricsPath = "/metrics";

    private const string Endpoint = "OTEL_EXPORTER_OTLP_ENDPOINT";

    public static void Add(IServiceCollection services, IConfiguration configuration)
    {
        var telemetry = services.AddOpenTelemetry()
            .WithMetrics(metrics => metrics
                .AddMeter(LodestoneDiagnostics.Name, AdmissionMetrics.MeterName)
                .AddMeter("Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel")
                .AddMeter("System.Runtime")
                .AddPrometheusExporter(prometheus => prometheus.ScrapeResponseCacheDurationMilliseconds = 0));
        if (string.IsNullOrWhiteSpace(configuration[Endpoint]))
            return;
        telemetry
            .WithTracing(tracing => tracing.AddSource(LodestoneDiagnostics.Name).AddAspNetCoreInstrumentation())
            .WithLogging()
            .UseOtlpExporter();
    }

    public static IEndpointConventionBuilder Map(IEndpointRouteBuilder routes) =>
        routes.MapPrometheusScrapingEndpoint(MetricsPath).RequireScope(KeyScope.Read);
}
