using Lodestone.Server.Errors;
using Lodestone.Server.Serialization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Lodestone.Server.Documents;

/// <summary>The id of a document in an address.</summary>
internal static class DocumentAddress
{
    /// <summary>
    /// The id as the client meant it. Ids may hold slashes and percent signs, and what the host has made of the path no longer tells
    /// an encoded slash from a written <c>%2F</c>; so it is read from what came over the wire.
    /// </summary>
    /// <exception cref="RequestException">There is no id in the address, or one that no document can have.</exception>
    public static string IdOf(HttpContext context, string name)
    {
        // Parameters were refused before; a question mark with nothing after it is the end of an id that was not encoded.
        if (context.Features.Get<IHttpRequestFeature>()!.RawTarget.Contains('?', StringComparison.Ordinal))
            throw RequestShape.Mistake("id", "The address ends with '?', which is no part of the id. Write it %3F, or leave it out.");
        var segments = TargetGuard.PathOf(context).Split('/');
        // The first place is the route's: all that follows is the id, whatever it looks like.
        for (var i = 1; i + 2 < segments.Length; i++)
        {
            if (Is(segments[i], "collections") && Uri.UnescapeDataString(segments[i + 1]) == name && Is(segments[i + 2], "documents"))
            {
                var id = Uri.UnescapeDataString(string.Join('/', segments[(i + 3)..]));
                if (Slashed(id) != Slashed(context.Request.RouteValues["id"] as string ?? ""))
                    break;
                return Validate(id);
            }
        }

        throw new RequestException(TargetGuard.Ambiguous("an encoded slash or a backslash that the host takes for a slash"));
    }

    // The two readings differ in slashes that are encoded, and at the ends; anything else is another id.
    private static string Slashed(string id) => id.Replace("%2F", "/", StringComparison.OrdinalIgnoreCase).Trim('/');

    // Routes are found whatever their case, and with any of their letters encoded.
    private static bool Is(string segment, string word) =>
        Uri.UnescapeDataString(segment).Equals(word, StringComparison.OrdinalIgnoreCase);

    private static string Validate(string id) => id.Length is > 0 and <= Document.MaxIdLength ? id : throw RequestShape.Mistake(
        "id", FormattableString.Invariant(
            $"The id in the address has {id.Length} characters; accepted are 1 to {Document.MaxIdLength}."));
}
