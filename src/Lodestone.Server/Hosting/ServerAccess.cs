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

/// <summary>The access rules of a server: keys, host names, origins, and the limits of one connection.</summary>
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
    /// Refuses to listen where other machines could call without a key. A server that other machines can reach therefore starts closed and
    /// remains closed, unless the option for insecure access is set.
    /// </summary>
    /// <remarks>
    /// A file without a key is enough: it refuses all requests until a key is added. A file that cannot be used has to be repaired; on
    /// addresses of this machine the server starts with it, closed.
    /// </remarks>
    /// <exception cref="InvalidArgumentException">An address is reachable from other machines, and there is no file of keys.</exception>
    /// <exception cref="ServerException">An address is reachable from other machines, and the file of keys cannot be used.</exception>
    public static void Check(IReadOnlyList<string> addresses, ServerOptions options, KnownKeys atStart)
    {
        if (addresses.FirstOrDefault(a => !ListenAddresses.IsThisMachine(a)) is not { } open)
            return;
        if (atStart.Problem is { } problem)
            throw problem;
        if (atStart.AreRequired || options.Insecure)
            return;
        throw new InvalidArgumentException(
            ErrorCodes.KeysMissing,
            $"'{open}' can be reached from other machines, and '{options.DataFolder}' has no API keys, so every caller could read and " +
            "write everything; accepted: an API key, an address of this machine such as " +
            $"{LodestoneServer.DefaultUrl}, or the option that allows this.",
            nameof(options.Insecure))
        {
            Found = $"'{open}', and no API keys",
            Accepted = $"an API key, or an address of this machine such as {LodestoneServer.DefaultUrl}",
        };
    }

    /// <summary>Adds the middleware of access before all routes.</summary>
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

    /// <summary>Sets the limits of one connection and request.</summary>
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

/// <summary>The listen addresses of a server.</summary>
internal static class ListenAddresses
{
    private const string Accepted = $"http or https, a host and a port, and nothing else, such as {LodestoneServer.DefaultUrl}";

    /// <summary>Validates the listen addresses at startup.</summary>
    /// <exception cref="InvalidArgumentException">No address was given, or one is invalid.</exception>
    public static void Check(WebApplication application)
    {
        var addresses = Of(application);
        if (addresses.Count == 0)
            throw Invalid("No address to listen on was given", "no address", null);
        foreach (var address in addresses)
            _ = BindingAddressOf(address);
    }

    /// <summary>Returns every address of the options and of Kestrel's own settings, which take precedence.</summary>
    public static IReadOnlyList<string> Of(WebApplication application)
    {
        var configured = application.Configuration.GetSection("Kestrel:Endpoints").GetChildren().Select(e => e["Url"]).OfType<string>();
        // The application has its own list only after its start.
        var named = (application.Configuration[WebHostDefaults.ServerUrlsKey] ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries);
        return [.. application.Urls, .. named, .. configured];
    }

    /// <summary>Whether only this machine can reach an address.</summary>
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
            throw Invalid(address, null);
        }
        catch (FormatException mistake)
        {
            throw Invalid(address, mistake);
        }
    }

    private static InvalidArgumentException Invalid(string address, Exception? inner) =>
        Invalid($"'{address}' is not an address to listen on", $"'{address}'", inner);

    private static InvalidArgumentException Invalid(string problem, string found, Exception? inner) =>
        new(ErrorCodes.AddressInvalid, $"{problem}; accepted: {Accepted}.", "urls", inner) { Found = found, Accepted = Accepted };
}
