using System.Net;
using Lodestone.Server.Access;
using Lodestone.Server.Admission;
using Lodestone.Server.Compatibility.TextEmbeddings;
using Lodestone.Server.Pipeline;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Cors.Infrastructure;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Primitives;

namespace Lodestone.Server.Hosting;

/// <summary>Who may call a server, from where, and how much of it one caller may take.</summary>
internal static class ServerAccess
{
    public static void Add(IServiceCollection services)
    {
        services.TryAddSingleton(provider => new KeyStore(
            provider.GetRequiredService<IOptions<ServerOptions>>().Value.DataFolder, provider.GetRequiredService<TimeProvider>()));
        services.TryAddSingleton<KeyRing>();
        ScopePolicies.Add(services);
    }

    /// <summary>
    /// Refuses to listen where anybody could call without a key. So a server that other machines can reach begins closed, and stays so,
    /// unless it was said to be insecure.
    /// </summary>
    /// <remarks>
    /// A file without a key is enough: it refuses everybody until a key is added. One that cannot be used is for the owner to mend; on this
    /// machine the server starts with it, closed.
    /// </remarks>
    /// <exception cref="ArgumentException">An address is not this machine's, and there is no file of keys.</exception>
    /// <exception cref="ServerException">An address is not this machine's, and the file of keys cannot be used.</exception>
    public static void Check(IReadOnlyList<string> addresses, ServerOptions options, KnownKeys atStart)
    {
        if (addresses.FirstOrDefault(a => !ListenAddresses.IsThisMachine(a)) is not { } open)
            return;
        if (atStart.Problem is { } problem)
            throw problem;
        if (atStart.AreRequired || options.Insecure)
            return;
        throw new ArgumentException(
            $"'{open}' can be reached from other machines, and '{options.DataFolder}' has no API keys, so anybody could read and write " +
            $"everything. Add a key with `lodestone keys add --scope admin --data {options.DataFolder}`, listen on " +
            $"{LodestoneServer.DefaultUrl}, or say --insecure if that is meant.");
    }

    /// <summary>Puts the middleware of access before all routes.</summary>
    public static void Use(WebApplication application, ServerOptions options)
    {
        application.UseMiddleware<SecurityHeadersMiddleware>();
        string[] origins = [.. options.CorsOrigins.Select(PageOrigin.AsSent)];
        application.UseMiddleware<HostFilteringMiddleware>(new HostPolicy(Names(application, options), origins));
        if (origins.Length > 0)
            application.UseCors(policy => Cors(policy, origins));
        application.UseMiddleware<AddressMiddleware>();
        application.UseAuthentication();
        application.UseAuthorization();
    }

    /// <summary>What one connection or request may take.</summary>
    public static void Limit(KestrelServerOptions kestrel)
    {
        kestrel.AddServerHeader = false;
        var limits = kestrel.Limits;
        limits.MaxConcurrentConnections = limits.MaxConcurrentUpgradedConnections = ServerDefaults.MaxConnections;
        limits.RequestHeadersTimeout = TimeSpan.FromSeconds(ServerDefaults.HeaderSeconds);
        limits.KeepAliveTimeout = TimeSpan.FromSeconds(ServerDefaults.KeepAliveSeconds);
        limits.MinRequestBodyDataRate = limits.MinResponseDataRate =
            new MinDataRate(ServerDefaults.MinBytesPerSecond, TimeSpan.FromSeconds(ServerDefaults.MinRateGraceSeconds));
    }

    private static IReadOnlyList<StringSegment>? Names(WebApplication application, ServerOptions options) =>
        options.AllowedHosts.Count > 0
            ? options.AllowedHosts.Contains("*") ? [] : [.. options.AllowedHosts.Select(h => new StringSegment(h))]
            : ListenAddresses.Of(application).All(ListenAddresses.IsThisMachine) ? null : [];

    private static void Cors(CorsPolicyBuilder policy, string[] origins) => policy
        .WithOrigins(origins)
        .WithMethods(HttpMethods.Get, HttpMethods.Post, HttpMethods.Put, HttpMethods.Delete)
        .WithHeaders("Authorization", "Content-Type", ApiKeyAuthenticationHandler.Header, PriorityHeader.Header, RequestDeadline.Header)
        .WithExposedHeaders("Retry-After", PriorityHeader.Header, TeiRoutes.TruncatedInputs, TeiRoutes.TruncatedTokens);
}

/// <summary>Where a server is about to listen.</summary>
internal static class ListenAddresses
{
    /// <summary>Refuses what is no address, before anything listens.</summary>
    /// <exception cref="ArgumentException">There is none, or one is none.</exception>
    public static void Check(WebApplication application)
    {
        var addresses = Of(application);
        if (addresses.Count == 0)
            throw new ArgumentException($"There is no address to listen on. Give one, such as {LodestoneServer.DefaultUrl}.");
        foreach (var address in addresses)
            _ = BindingAddressOf(address);
    }

    /// <summary>Every address, be it an option's or one of Kestrel's own settings, which would win.</summary>
    public static IReadOnlyList<string> Of(WebApplication application)
    {
        var configured = application.Configuration.GetSection("Kestrel:Endpoints").GetChildren().Select(e => e["Url"]).OfType<string>();
        // An application has its own list only once it has started.
        var named = (application.Configuration[WebHostDefaults.ServerUrlsKey] ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries);
        return [.. application.Urls, .. named, .. configured];
    }

    /// <summary>Whether nobody but this machine can reach an address.</summary>
    public static bool IsThisMachine(string address)
    {
        var parsed = BindingAddressOf(address);
        return parsed.IsUnixPipe || parsed.IsNamedPipe || string.Equals(parsed.Host, "localhost", StringComparison.OrdinalIgnoreCase) ||
            (IPAddress.TryParse(parsed.Host, out var ip) && IPAddress.IsLoopback(ip));
    }

    private static BindingAddress BindingAddressOf(string address)
    {
        try
        {
            var parsed = BindingAddress.Parse(address);
            if (parsed.Scheme is "http" or "https" && parsed.PathBase.Length == 0 && parsed.Port is >= 0 and <= IPEndPoint.MaxPort)
                return parsed;
            throw Mistake(address, null);
        }
        catch (FormatException mistake)
        {
            throw Mistake(address, mistake);
        }
    }

    private static ArgumentException Mistake(string address, Exception? inner) => new(
        $"'{address}' is not an address to listen on. Give http or https, a host and a port, and nothing else, such as " +
        $"{LodestoneServer.DefaultUrl}.",
        inner);
}
