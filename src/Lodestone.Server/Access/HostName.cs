using System.Text;

namespace Lodestone.Server;

/// <summary>A name that a server may be told to answer to.</summary>
internal static class HostName
{
    private const string Below = "*.";

    /// <summary>Whether a request could be for it: a host without scheme and port, all names below one, or <c>*</c>.</summary>
    public static bool IsOne(string text)
    {
        if (text == "*")
            return true;
        var name = text.StartsWith(Below, StringComparison.Ordinal) ? text[Below.Length..] : text;
        // Requests have international names in their ASCII form, so any other would never be asked for.
        return Ascii.IsValid(name) && Uri.CheckHostName(name) switch
        {
            UriHostNameType.Dns or UriHostNameType.IPv4 => true,
            UriHostNameType.IPv6 => name[0] == '[',
            _ => false,
        };
    }
}
