using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Lodestone.Server;

/// <summary>The id of a document in an address.</summary>
internal static class DocumentAddress
{
    private const string Before = "/documents/";

    /// <summary>
    /// The id as the client meant it. Ids may hold slashes and percent signs, and what the host has made of the path no longer tells
    /// an encoded slash from a written <c>%2F</c>; so it is read from what came over the wire.
    /// </summary>
    public static string IdOf(HttpContext context, string name)
    {
        var target = context.Features.Get<IHttpRequestFeature>()!.RawTarget;
        // Parameters were refused before; a question mark with nothing after it is the end of an id that was not encoded.
        if (target.Contains('?', StringComparison.Ordinal))
            throw RequestShape.Mistake("id", "The address ends with '?', which is no part of the id. Write it %3F, or leave it out.");
        var start = target.IndexOf($"/{name}{Before}", StringComparison.Ordinal);
        // A client that encodes letters of the name, which none does: the host's reading has to do then.
        var id = start >= 0
            ? Uri.UnescapeDataString(target[(start + name.Length + 1 + Before.Length)..])
            : context.Request.RouteValues["id"] as string ?? "";
        return id.Length is > 0 and <= CollectionDefaults.MaxIdLength ? id : throw RequestShape.Mistake("id", FormattableString.Invariant(
            $"The id in the address has {id.Length} characters; accepted are 1 to {CollectionDefaults.MaxIdLength}."));
    }
}
