namespace Lodestone.Documents;

/// <summary>Finds the path segments "." and "..", which clients, proxies and servers resolve in an address before it is routed.</summary>
/// <remarks>
/// An address for the document ".." is the address of its collection's parent once it is resolved. Percent-encoding does not protect a
/// segment: "%2e" is "." to every client that follows RFC 3986 or the WHATWG URL standard, many take '\' for '/', and a proxy may decode
/// once more than the server does. So a text is decoded until no escape is left. The order does not matter: escapes cannot overlap, and
/// decoding never joins or splits a segment that is a dot segment already.
/// </remarks>
internal static class DotSegments
{
    /// <summary>The first one, decoded; null when there is none.</summary>
    public static string? Find(string path) => Array.Find(Decode(path).Split('/', '\\'), s => s is "." or "..");

    /// <summary>Why a document cannot have the id; null when no dot segment speaks against it.</summary>
    public static string? Problem(string id) => Find(id) is not { } segment ? null :
        $"The id has the path segment '{segment}', as it is or percent-encoded. Clients and servers resolve it in an address, so a " +
        "request for this document would reach something else. Accepted are ids that have no part '.' or '..' between '/' or '\\'. " +
        "Rename it, or use a hash of it.";

    // In one pass, since a character that was decoded may be the end of an escape that began before it.
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
                // A byte of a longer character becomes a character of its own, none of which is a dot or a separator.
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
