using System.Net.Sockets;
using Lodestone.Server.Access;
using Lodestone.Server.Pipeline;
using Lodestone.Server.Telemetry;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Console;
using Microsoft.Extensions.Options;

namespace Lodestone.Server.Hosting;

/// <summary>The host of a standalone server, built from the required services only.</summary>
internal static class ServerHost
{
    public static WebApplication Build(
        IReadOnlyList<string> urls, Action<ServerOptions>? configure, bool verbose, Action<WebApplicationBuilder>? adapt)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Configuration.AddJsonFile("appsettings.json", optional: true).AddEnvironmentVariables();
        adapt?.Invoke(builder);
        ServerLog.Add(builder.Logging, verbose);
        builder.WebHost.UseKestrelCore().UseKestrelHttpsConfiguration()
            .ConfigureKestrel((context, kestrel) => kestrel.Configure(context.Configuration.GetSection("Kestrel")));
        builder.Services.AddRouting();
        // The program handles signals: a server inside it does not end it.
        builder.Services.AddSingleton<IHostLifetime, NoLifetime>();
        builder.Services.AddLodestoneServer(configure);
        builder.Services.AddCors();
        builder.Services.AddExceptionHandler<LodestoneExceptionHandler>();
        ServerAccess.Add(builder.Services);
        LodestoneTelemetry.AddExport(builder.Services, builder.Configuration);
        builder.Services.Configure<KestrelServerOptions>(ServerAccess.Limit);
        builder.Services.AddOptions<HostOptions>()
            .Configure<IOptions<ServerOptions>>((host, options) => host.ShutdownTimeout = options.Value.ShutdownTime);
        var application = builder.Build();
        foreach (var url in urls.Where(u => !string.IsNullOrWhiteSpace(u)))
            application.Urls.Add(url);
        return application;
    }

    public static async Task StartAsync(WebApplication application, CancellationToken cancellationToken)
    {
        var options = application.Services.GetRequiredService<IOptions<ServerOptions>>().Value;
        ListenAddresses.Check(application);
        var keys = application.Services.GetRequiredService<KeyRing>();
        ServerAccess.Check(ListenAddresses.Of(application), options, keys.AtStart);
        keys.LogStart();
        // For the middleware; routes call the same handler in a filter.
        application.UseExceptionHandler(_ => { });
        ServerAccess.Use(application, options);
        ScopePolicies.Apply(application.MapLodestone());
        ScopePolicies.Apply(application.MapLodestoneReference());
        ScopePolicies.Apply(application.MapLodestonePages());
        ScopePolicies.Apply(application.MapUnknown());
        ScopePolicies.Apply(LodestoneTelemetry.MapServer(application));
        // Read now, because a host that could not start has no addresses any more.
        var addresses = string.Join(", ", ListenAddresses.Of(application).Select(a => $"'{a}'"));
        try
        {
            await application.StartAsync(cancellationToken).ConfigureAwait(false);
            // Settings unknown to this program may have added an address.
            ServerAccess.Check([.. application.Urls], options, keys.AtStart);
        }
        catch (IOException busy) when (busy.InnerException is Microsoft.AspNetCore.Connections.AddressInUseException)
        {
            throw new ServerException(
                ErrorCodes.AddressInUse,
                busy.Message.TrimEnd('.') + ". Another program listens there, perhaps another Lodestone server. End it, or choose " +
                $"another address than {addresses}.",
                inner: busy)
            {
                Found = "another program that listens there",
                Accepted = "an address that is free",
            };
        }
        catch (SocketException refused)
        {
            throw new IOException(
                $"The system does not let the server listen on {addresses}: {refused.Message}. Use an address of this machine, " +
                "and a port above 1023 unless this user may have lower ones.",
                refused);
        }
        catch (InvalidOperationException refused) when (refused.Message.Contains("No server certificate", StringComparison.Ordinal))
        {
            throw new InvalidArgumentException(
                ErrorCodes.CertificateMissing,
                $"{addresses} asks for HTTPS, and there is no certificate. Set one in Kestrel's settings, such as the environment " +
                "variables Kestrel__Certificates__Default__Path and Kestrel__Certificates__Default__Password, or listen on " +
                $"{LodestoneServer.DefaultUrl}.",
                "urls",
                refused)
            {
                Found = $"{addresses}, and no certificate",
                Accepted = $"a certificate in Kestrel's settings, or an address such as {LodestoneServer.DefaultUrl}",
            };
        }
    }

    private sealed class NoLifetime : IHostLifetime
    {
        public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}

/// <summary>The log of a standalone server: on standard error, one line an event, never the text of a query or a document.</summary>
internal static class ServerLog
{
    private const string Own = "Lodestone";

    public static void Add(ILoggingBuilder logging, bool verbose)
    {
        logging.AddSimpleConsole(console =>
        {
            console.SingleLine = true;
            console.TimestampFormat = "yyyy-MM-dd'T'HH:mm:ss.fff'Z' ";
            console.UseUtcTimestamp = true;
        });
        logging.Services.Configure<ConsoleLoggerOptions>(console => console.LogToStandardErrorThreshold = LogLevel.Trace);
        // The framework's lines about requests contain the address, which may contain a query.
        logging.SetMinimumLevel(LogLevel.Warning).AddFilter(Own, verbose ? LogLevel.Information : LogLevel.Warning);
        // A failed start is an exception, which the caller reports.
        logging.AddFilter("Microsoft.Extensions.Hosting", LogLevel.None);
    }
}
