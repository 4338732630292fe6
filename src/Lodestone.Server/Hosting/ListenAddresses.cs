using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;

namespace Lodestone.Server;

/// <summary>Where a server is about to listen.</summary>
internal static class ListenAddresses
{
    /// <summary>Refuses addresses that may not be listened on, before anything does.</summary>
    public static void Check(WebApplication application)
    {
        foreach (var address in Of(application))
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
            return BindingAddress.Parse(address);
        }
        catch (FormatException mistake)
        {
            throw new ArgumentException(
                $"'{address}' is not an address to listen on. Give scheme, host and port, such as {ServerDefaults.Url}.", mistake);
        }
    }
}
