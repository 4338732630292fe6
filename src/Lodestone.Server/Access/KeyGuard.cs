using Lodestone.Server.Errors;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace Lodestone.Server.Access;

/// <summary>Lets a request pass that has a key which allows what it asks for; and any, while there never was a file of keys.</summary>
internal sealed class KeyGuard(RequestDelegate next, KeyRing keys)
{
    public const string Header = "X-API-Key";

    private const string Scheme = "Bearer ";

    public Task InvokeAsync(HttpContext context)
    {
        // Also for a route that needs no key: a file of keys closes the server with the next request, whichever that is.
        var known = keys.Current();
        // What matches no endpoint is answered with 404, or is a page.
        if (context.GetEndpoint() is not { } endpoint)
            return next(context);
        var required = endpoint.Metadata.GetMetadata<RequiredScope>() ?? RequiredScope.Admin;
        if (required.Scope is not { } scope || !known.AreRequired)
            return next(context);
        if (Presented(context.Request) is not { } presented)
            return ErrorHandling.WriteAsync(context, Unauthorized("no key was sent"));
        if (known.Find(presented) is not { } key)
            return ErrorHandling.WriteAsync(context, Unauthorized("the key that was sent is not known, or was revoked"));
        if (key.Scope < scope)
            return ErrorHandling.WriteAsync(context, Forbidden(key, scope));
        context.Features.Set(key);
        return next(context);
    }

    private static string? Presented(HttpRequest request)
    {
        var authorization = request.Headers[HeaderNames.Authorization].ToString();
        if (authorization.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase))
            return authorization[Scheme.Length..].Trim();
        return request.Headers[Header].ToString() is { Length: > 0 } key ? key : null;
    }

    private static Problem Unauthorized(string found) => Problem.Of(
        "key-required", StatusCodes.Status401Unauthorized, "An API key is required",
        $"This server answers for API keys only; {found}. Send 'Authorization: Bearer KEY' or '{Header}: KEY'. " +
        "The owner of the server makes keys with `lodestone keys add`.");

    private static Problem Forbidden(StoredKey key, KeyScope scope) => Problem.Of(
        "scope-insufficient", StatusCodes.Status403Forbidden, "The API key does not allow this",
        $"This needs a key with the scope '{KeyScopes.Name(scope)}'; the key '{key.Id}' has '{KeyScopes.Name(key.Scope)}'. " +
        $"The owner of the server makes one with `lodestone keys add --scope {KeyScopes.Name(scope)}`.");
}
