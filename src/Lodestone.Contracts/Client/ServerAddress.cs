using System.Diagnostics.CodeAnalysis;
using Lodestone.Documents;

namespace Lodestone.Contracts.Client;

/// <summary>The address of a server, with the prefix of its routes, and the addresses below it.</summary>
internal sealed class ServerAddress
{
    // A server's names are shorter; an address of any length would be refused by everything between.
    private const int MaxNameLength = 200;

    private readonly string _base;

    /// <exception cref="InvalidArgumentException"><paramref name="address"/> is no address of a server.</exception>
    public ServerAddress([NotNull] Uri? address, string parameter)
    {
        if (Problem(address) is { } problem)
        {
            throw new InvalidArgumentException(
                ErrorCodes.ServerAddressInvalid,
                $"The server's address {problem}; accepted: http or https, a host, and a path where the server has one, such as " +
                "https://search.example.org/lodestone.",
                parameter);
        }

        _base = address!.AbsoluteUri.TrimEnd('/') + "/";
    }

    /// <summary>The address of a route.</summary>
    /// <param name="path">The route without a slash at its beginning; names in it are escaped.</param>
    public Uri Of(string path) => new(_base + path);

    /// <summary>A collection's name as a segment of an address.</summary>
    /// <exception cref="InvalidArgumentException">No address can hold the name: it would reach another resource.</exception>
    public static string Segment(string name, string parameter)
    {
        InvalidArgumentException.ThrowIfBlank(name, parameter);
        // Clients and servers resolve the two before routing, escaped as well.
        if (name is not ("." or "..") && name.Length <= MaxNameLength && !DocumentRules.HasLoneSurrogate(name))
            return Uri.EscapeDataString(name);
        throw new InvalidArgumentException(
            ErrorCodes.NameNotAddressable,
            $"'{DocumentRules.Shown(name)}' is no name that an address can hold; accepted are names of up to {MaxNameLength} whole " +
            "characters, other than '.' and '..'.",
            parameter);
    }

    /// <summary>Refuses ids that JSON cannot hold: the half of a character would be replaced, and name another document.</summary>
    /// <exception cref="InvalidArgumentException">An id is null or has half of a surrogate pair.</exception>
    public static IReadOnlyList<string> Ids(IReadOnlyList<string> ids, string parameter)
    {
        ArgumentNullException.ThrowIfNull(ids, parameter);
        foreach (var id in ids)
        {
            if (id is null || DocumentRules.HasLoneSurrogate(id))
            {
                throw new InvalidArgumentException(
                    ErrorCodes.DocumentIdInvalid,
                    id is null ? "An id is null; accepted are texts." : "An id has half of a surrogate pair, which is no character.",
                    parameter);
            }
        }

        return ids;
    }

    /// <summary>The address as messages have it.</summary>
    public override string ToString() => _base.TrimEnd('/');

    private static string? Problem(Uri? address) => address switch
    {
        null => "is missing",
        { IsAbsoluteUri: false } => "is not absolute",
        { Scheme: not ("http" or "https") } => $"has the scheme '{address.Scheme}'",
        { Host.Length: 0 } => "has no host",
        { UserInfo.Length: > 0 } => "has a name or a password",
        { Query.Length: > 0 } => "has a query",
        { Fragment.Length: > 0 } => "has a fragment",
        _ => null,
    };
}
