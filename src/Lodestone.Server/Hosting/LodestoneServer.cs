using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Lodestone.Server;

/// <summary>A server that is nothing else: Kestrel, and Lodestone's routes. What <c>lodestone serve</c> runs.</summary>
/// <remarks>An application with routes of its own calls <see cref="LodestoneRoutes.MapLodestone"/> instead.</remarks>
public sealed class LodestoneServer : IAsyncDisposable
{
    private readonly WebApplication _application;

    private LodestoneServer(WebApplication application) => _application = application;

    /// <summary>Where it listens, with the ports it was given.</summary>
    public IReadOnlyList<string> Addresses => [.. _application.Urls];

    /// <summary>Starts a server; it has begun to listen when this returns, and loads its models meanwhile.</summary>
    /// <param name="urls">Where to listen, such as <see cref="ServerDefaults.Url"/>; port 0 takes any that is free.</param>
    /// <param name="configure">Sets the options.</param>
    /// <param name="verbose">Whether requests are logged, not only what goes wrong.</param>
    /// <param name="cancellationToken">Honoured until it listens.</param>
    /// <exception cref="IOException">An address is in use, or is not this machine's.</exception>
    public static async Task<LodestoneServer> StartAsync(
        IReadOnlyList<string> urls,
        Action<ServerOptions>? configure = null,
        bool verbose = false,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(urls);
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.SetMinimumLevel(verbose ? LogLevel.Information : LogLevel.Warning);
        builder.WebHost.UseKestrelHttpsConfiguration().UseUrls([.. urls]);
        // Signals are the program's: a server within it does not end it.
        builder.Services.AddSingleton<IHostLifetime, NoLifetime>();
        builder.Services.AddLodestoneServer(configure);
        builder.Services.AddCors();
        LodestoneTelemetry.Add(builder.Services, builder.Configuration);
        builder.Services.AddOptions<KestrelServerOptions>()
            .Configure<IOptions<ServerOptions>>((kestrel, options) => ServerAccess.Limit(kestrel, options.Value));
        var application = builder.Build();
        try
        {
            var options = application.Services.GetRequiredService<IOptions<ServerOptions>>().Value;
            ListenAddresses.Check(application);
            ServerAccess.Check(ListenAddresses.Of(application), options);
            ServerAccess.Use(application, options);
            application.MapLodestone();
            LodestoneTelemetry.Map(application);
            await application.StartAsync(cancellationToken).ConfigureAwait(false);
            return new LodestoneServer(application);
        }
        catch
        {
            await application.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Stops listening, lets requests under way end, and closes the collections.</summary>
    public async ValueTask DisposeAsync()
    {
        await _application.StopAsync().ConfigureAwait(false);
        await _application.DisposeAsync().ConfigureAwait(false);
    }

    private sealed class NoLifetime : IHostLifetime
    {
        public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
