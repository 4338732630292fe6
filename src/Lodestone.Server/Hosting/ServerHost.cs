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

/// <summary>The host of a server that is nothing else: built of what it needs, and no more.</summary>
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
        // Signals are the program's: a server within it does not end it.
        builder.Services.AddSingleton<IHostLifetime, NoLifetime>();
        builder.Services.AddLodestoneServer(configure);
        builder.Services.AddCors();
        builder.Services.AddExceptionHandler<LodestoneExceptionHandler>();
        ServerAccess.Add(builder.Services);
        LodestoneTelemetry.Add(builder.Services, builder.Configuration);
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
        // For the middleware: routes have the same handler as a filter.
        application.UseExceptionHandler(_ => { });
        ServerAccess.Use(application, options);
        ScopePolicies.Apply(application.MapLodestone());
        ScopePolicies.Apply(LodestoneTelemetry.Map(application));
        // Asked now: a host that could not start has no addresses any more.
        var addresses = string.Join(", ", ListenAddresses.Of(application).Select(a => $"'{a}'"));
        try
        {
            await application.StartAsync(cancellationToken).ConfigureAwait(false);
            // Settings that this program does not know of may have added an address.
            ServerAccess.Check([.. application.Urls], options, keys.AtStart);
        }
        catch (IOException busy) when (busy.InnerException is Microsoft.AspNetCore.Connections.AddressInUseException)
        {
            throw new ServerException(
                ErrorCodes.AddressInUse,
                busy.Message.TrimEnd('.') + ". Another program listens there, perhaps another server of Lodestone's. End it, or choose " +
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
                $"The system does not let the server listen on {addresses}: {refused.Message}. Take an address of this machine, " +
                "and a port above 1023 unless this user may have lower ones.",
                refused);
        }
        catch (InvalidOperationException refused) when (refused.Message.Contains("No server certificate", StringComparison.Ordinal))
        {
            throw new ArgumentException(
                $"{addresses} asks for HTTPS, and there is no certificate. Give one by Kestrel's settings, as the environment " +
                "variables Kestrel__Certificates__Default__Path and Kestrel__Certificates__Default__Password; or listen on " +
                $"{LodestoneServer.DefaultUrl}.",
                refused);
        }
    }

    private sealed class NoLifetime : IHostLifetime
    {
        public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}

/// <summary>What a server by itself writes down: on standard error, a line an event; never a query's or document's text.</summary>
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
        // The framework's lines of a request have its address, in which a query may be.
        logging.SetMinimumLevel(LogLevel.Warning).AddFilter(Own, verbose ? LogLevel.Information : LogLevel.Warning);
        // That the host cannot start is an exception, which whoever starts it tells.
        logging.AddFilter("Microsoft.Extensions.Hosting", LogLevel.None);
    }
}
