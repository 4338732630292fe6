namespace Lodestone.Documents;

/// <summary>Finds the path segments "." and "..", which clients, proxies and servers resolve in an address before it is routed.</summary>
/// <remarks>
/// Once resolved, an address for the document ".." is the address of its collection's parent. Percent-encoding does not protect a
/// segment: "%2e" is "." to every client that follows RFC 3986 or the WHATWG URL standard, many clients treat '\' as '/', and a proxy may
/// decode once more than the server does. So a text is decoded until no escape is left. The order does not matter: escapes cannot
/// overlap, and decoding never joins or splits a segment that is a dot segment already.
/// </remarks>
internal static class DotSegments
{
    /// <summary>The first dot segment, decoded; null when the path has none.</summary>
    public static string? Find(string path) => Array.Find(Decode(path).Split('/', '\\'), s => s is "." or "..");

    /// <summary>Explains why a document cannot have the id; null when the id has no dot segment.</summary>
    public static string? Problem(string id) => Find(id) is not { } segment ? null :
        $"The id has the path segment '{segment}', as it is or percent-encoded. Clients and servers resolve it in an address, so a " +
        "request for this document would reach something else. Accepted are ids that have no part '.' or '..' between '/' or '\\'. " +
        "Rename it, or use a hash of it.";

    // One pass is enough and necessary: a decoded character may be the end of an escape that began before it.
    private static string Decode(string text)
    {
        var decoded = new char[text.Length];
        var length = 0;
        foreach (var character in text)
        {
            decoded[length++] = character;
            while (length >= 3 && decoded[length - 3] == '%' && Hex(decoded[length - 2]) is { } high && Hex(decoded[length - 1]) is { } low)
            {
                length -= 2;
                // Each byte of a multi-byte character becomes a character of its own; none of them is a dot or a separator.
                decoded[length - 1] = (char)((high << 4) | low);
            }
        }

        return new string(decoded, 0, length);
    }

    private static int? Hex(char character) => character switch
    {
        >= '0' and <= '9' => character - '0',
        >= 'a' and <= 'f' => character - 'a' + 10,
        >= 'A' and <= 'F' => character - 'A' + 10,
        _ => null,
    };
}
