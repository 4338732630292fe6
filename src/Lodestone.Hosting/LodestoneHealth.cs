using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Lodestone.Hosting;

/// <summary>Registers the health check of collections.</summary>
public static class LodestoneHealth
{
    /// <summary>Adds a health check of the collections that were added to the services.</summary>
    /// <remarks>
    /// Unhealthy: a collection cannot be opened, or its folder cannot be written. Degraded: it is being opened, a model is missing, its
    /// indexes could not be saved, or it is being re-embedded; searches are answered, perhaps by fewer stages.
    /// </remarks>
    /// <param name="builder">The application's health checks.</param>
    /// <param name="name">The collection to check. Default: null, all.</param>
    /// <param name="tags">The tags of the check, for filtering. Default: none.</param>
    /// <returns>The same builder, for chaining.</returns>
    public static IHealthChecksBuilder AddLodestone(
        this IHealthChecksBuilder builder, string? name = null, IEnumerable<string>? tags = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        return builder.Add(new HealthCheckRegistration(
            name is null ? "lodestone" : $"lodestone:{name}",
            services => new CollectionHealthCheck(services.GetRequiredService<LodestoneCollections>(), name),
            failureStatus: null,
            tags));
    }
}

/// <summary>The health check of one collection, or of all.</summary>
internal sealed class CollectionHealthCheck(LodestoneCollections collections, string? name) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var worst = HealthStatus.Healthy;
        var data = new Dictionary<string, object>(StringComparer.Ordinal);
        foreach (var hosted in name is null ? collections.All : [collections.Hosted(name)])
        {
            var (status, reason) = await StateAsync(hosted, cancellationToken).ConfigureAwait(false);
            worst = status < worst ? status : worst;
            data[hosted.Name.Length > 0 ? hosted.Name : "default"] = reason;
        }

        return new HealthCheckResult(
            worst,
            string.Join(" ", data.Select(d => string.Create(CultureInfo.InvariantCulture, $"{d.Key}: {d.Value}"))),
            exception: null,
            data);
    }

    private static async Task<(HealthStatus Status, string Reason)> StateAsync(HostedCollection hosted, CancellationToken cancellationToken)
    {
        if (!hosted.TryGet(out var collection))
        {
            return hosted.Failure is { } failure
                ? (HealthStatus.Unhealthy, failure.Message)
                : (HealthStatus.Degraded, "It is being opened.");
        }

        var health = await collection.CheckHealthAsync(cancellationToken).ConfigureAwait(false);
        return health.WriteProblem is { } problem ? (HealthStatus.Unhealthy, problem)
            : health.Degradations.Count > 0 ? (HealthStatus.Degraded, string.Join(" ", health.Degradations))
            : (HealthStatus.Healthy, "open");
    }
}
