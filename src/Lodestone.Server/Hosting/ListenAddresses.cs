using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;

namespace Lodestone.Server.Hosting;

/// <summary>Where a server is about to listen.</summary>
internal static class ListenAddresses
{
    /// <summary>Refuses what is no address, before anything listens.</summary>
    /// <exception cref="ArgumentException">There is none, or one is none.</exception>
    public static void Check(WebApplication application)
    {
        var addresses = Of(application);
        if (addresses.Count == 0)
            throw new ArgumentException($"There is no address to listen on. Give one, such as {ServerDefaults.Url}.");
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
        $"{ServerDefaults.Url}.",
        inner);
}
